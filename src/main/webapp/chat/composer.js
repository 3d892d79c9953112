import { ask } from '../common/api.js';
import { find, setText } from '../common/format.js';

/** The form that sends a message. What was not stored stays in the field, with what is wrong beside it. */
export class Composer {
  #form = find('#message-form');
  #content = find('#message-content');
  #error = find('#message-error');
  #result = find('#message-result');
  #where;
  #sending = false;
  /** The message that was stored and is not shown yet. */
  #expected = 0;
  /** What was begun in other channels. @type {Map<string, string>} */
  #drafts = new Map();
  #channel = '';

  /**
   * @param {() => { me: number, channel: string }} where
   * @param {() => void} onTyping
   */
  constructor(where, onTyping) {
    this.#where = where;
    this.#form.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (!this.#sending) this.#send();
    });
    this.#content.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#content.addEventListener('input', () => {
      this.#complain('');
      if (this.#content.value.trim()) onTyping();
    });
  }

  /** @param {(id: number) => boolean} isShown */
  shown(isShown) {
    if (this.#expected && isShown(this.#expected)) {
      this.#expected = 0;
      this.#result.textContent = '';
    }
  }

  /**
   * From now on it is this channel that is written to.
   *
   * @param {string} channel
   * @param {string} title
   */
  address(channel, title) {
    this.#drafts.set(this.#channel, this.#content.value);
    this.#content.value = this.#drafts.get(channel) ?? (this.#channel ? '' : this.#content.value);
    this.#channel = channel;
    find('label[for="message-content"]').textContent = `Message to ${title}`;
    this.#expected = 0;
    this.#result.textContent = '';
    this.#complain('');
  }

  async #send() {
    const { me, channel } = this.#where();
    const content = this.#content.value;
    this.#sending = true;
    this.#complain('');
    try {
      const { value } = await ask('POST', 'api/messages', { sender: me, channel, content });
      this.#expected = value.id;
      this.#result.textContent = 'Stored.';
      if (this.#content.value === content) this.#content.value = '';
    } catch (refusal) {
      this.#complain(/** @type {Error} */ (refusal).message);
      this.#content.focus();
    } finally {
      this.#sending = false;
    }
  }

  /** @param {string} text */
  #complain(text) {
    setText(this.#error, text);
    this.#content.setAttribute('aria-invalid', String(text !== ''));
  }
}
