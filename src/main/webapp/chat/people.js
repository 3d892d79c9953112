import { element, find } from '../common/format.js';

/** The people, whether they are here, and the way to ask them. */
export class People {
  #list = find('#people');
  #me = find('#me');
  #here = find('#here');
  #onAsk;
  #shown = '';
  #choices = '';

  /**
   * @param {(user: number) => void} onMe
   * @param {(user: number) => void} onAsk
   */
  constructor(onMe, onAsk) {
    this.#onAsk = onAsk;
    this.#me.addEventListener('change', () => onMe(Number(this.#me.value)));
  }

  /**
   * @param {import('./users.js').Users} users
   * @param {number} me
   * @param {Set<number>} here
   */
  show(users, me, here) {
    const state = JSON.stringify([users.all, me, [...here]]);
    if (state === this.#shown) return;
    this.#shown = state;
    this.#offer(users.all, me);
    const count = users.all.filter((user) => here.has(user.id)).length;
    this.#here.textContent = `${count} here`;
    // A button that has the focus must not lose it because somebody came.
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.ask;
    this.#list.replaceChildren(...users.all.map((user) => this.#person(user, users, me, here.has(user.id))));
    if (focused) this.#list.querySelector(`[data-ask="${focused}"]`)?.focus();
  }

  /**
   * Only when they are others: an open list would close.
   *
   * @param {import('./users.js').User[]} users
   * @param {number} me
   */
  #offer(users, me) {
    const choices = JSON.stringify([users, me]);
    if (choices === this.#choices) return;
    this.#choices = choices;
    this.#me.replaceChildren(
      ...users.map(({ id, fullname, role }) => {
        const option = element('option', '', role === 'staff' ? `${fullname} (staff)` : fullname);
        option.setAttribute('value', String(id));
        return option;
      }),
    );
    this.#me.value = String(me);
  }

  /**
   * @param {import('./users.js').User} user
   * @param {import('./users.js').Users} users
   * @param {number} me
   * @param {boolean} here
   */
  #person(user, users, me, here) {
    const item = element('li');
    item.dataset.user = String(user.id);
    item.dataset.here = String(here);
    const lamp = element('span', 'lamp');
    lamp.setAttribute('aria-hidden', 'true');
    const notes = [user.role === 'staff' && 'staff', user.id === me && 'you', here ? 'here' : 'away'].filter(Boolean);
    const who = element('span', 'who');
    who.append(element('strong', '', user.fullname), element('span', 'hint', ` ${notes.join(', ')}`));
    item.append(lamp, who);
    if (user.id !== me && users.direct(me, user.id)) {
      const button = element('button', 'small', user.role === 'staff' ? 'Ask' : 'Write');
      button.setAttribute('type', 'button');
      button.setAttribute('aria-label', `${button.textContent} ${user.fullname}`);
      button.dataset.ask = String(user.id);
      button.addEventListener('click', () => this.#onAsk(user.id));
      item.append(button);
    }
    return item;
  }
}
