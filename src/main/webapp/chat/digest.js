import { ask } from '../common/api.js';
import { find, setText } from '../common/format.js';

/** @typedef {{ digest: boolean, email: string | null, after: string, mails: boolean }} Setting */

/** Whether and where to a user is mailed what is unseen. What shows is what the server has, or is being typed. */
export class Digest {
  #form = find('#digest-form');
  #parts = find('#digest-parts');
  #wanted = find('#digest-wanted');
  #email = find('#digest-email');
  #error = find('#digest-error');
  #hint = find('#digest-hint');
  #user = 0;
  /** @type {Setting | null} */
  #stored = null;
  #saving = false;

  constructor() {
    this.#form.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      void this.#save();
    });
    this.#wanted.addEventListener('change', () => {
      if (this.#wanted.checked && !this.#email.value.trim()) {
        this.#say('Type your address, then save.');
        this.#email.focus();
      } else void this.#save();
    });
    this.#email.addEventListener('input', () => this.#complain(''));
  }

  /** @param {number} user whose setting it is from now on */
  of(user) {
    if (user === this.#user) return;
    this.#user = user;
    this.#stored = null;
    this.#parts.disabled = true;
    this.#wanted.checked = false;
    this.#email.value = '';
    this.#say('');
    this.#complain('');
    void this.refresh();
  }

  /** Asks again: a link in a mail, or another device, may have changed it. What is being typed stays. */
  async refresh() {
    const user = this.#user;
    if (!user || this.#saving || this.#isTouched()) return;
    try {
      const { value: stored } = await ask('GET', `api/users/${user}/digest`);
      if (user === this.#user && !this.#saving && !this.#isTouched()) this.#show(stored);
    } catch (refusal) {
      if (user === this.#user) this.#say(/** @type {Error} */ (refusal).message);
    }
  }

  #isTouched() {
    return this.#stored && (this.#wanted.checked !== this.#stored.digest || this.#email.value !== (this.#stored.email ?? ''));
  }

  async #save() {
    if (this.#saving) return;
    const user = this.#user;
    this.#saving = true;
    this.#complain('');
    try {
      const wish = { digest: this.#wanted.checked, email: this.#email.value };
      const { value: stored } = await ask('PUT', `api/users/${user}/digest`, wish);
      if (user === this.#user) this.#show(stored, 'Saved. ');
    } catch (refusal) {
      if (user !== this.#user) return;
      const { message } = /** @type {Error} */ (refusal);
      this.#complain(message);
      if (message.startsWith('email ')) this.#email.focus();
    } finally {
      this.#saving = false;
      if (user !== this.#user) void this.refresh();
    }
  }

  /**
   * @param {Setting} stored
   * @param {string} [first]
   */
  #show(stored, first = '') {
    this.#stored = stored;
    this.#parts.disabled = false;
    this.#wanted.checked = stored.digest;
    this.#email.value = stored.email ?? '';
    const promise = `One mail tells of all that has waited for more than ${words(stored.after)}.`;
    this.#say(first + (stored.mails ? promise : 'This server mails nobody: carillon.mail.host names no SMTP server.'));
  }

  /** @param {string} text */
  #say(text) {
    setText(this.#hint, text);
  }

  /** @param {string} text */
  #complain(text) {
    setText(this.#error, text);
    this.#email.setAttribute('aria-invalid', String(text !== ''));
  }
}

/**
 * @param {string} duration ISO-8601, as Java writes it: no days
 * @returns {string} such as 4 hours
 */
function words(duration) {
  const [, ...counts] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  const parts = ['hour', 'minute', 'second'].flatMap((unit, i) => (counts[i] ? [`${counts[i]} ${unit}${counts[i] === '1' ? '' : 's'}`] : []));
  return parts.join(', ') || duration;
}
