import { find, setText } from '../common/format.js';

/** ms after which nobody believes it any more; more than the time between two signs of it. */
const BELIEVED = 3_500;

/** Who is writing just now. */
export class Typing {
  /** User to the time at which it was last heard. @type {Map<number, number>} */
  #heard = new Map();
  #line = find('#typing');
  #nameOf;

  /** @param {(user: number) => string} nameOf */
  constructor(nameOf) {
    this.#nameOf = nameOf;
    setInterval(() => this.#show(), 500);
  }

  /** @param {number} user */
  heard(user) {
    this.#heard.set(user, performance.now());
    this.#show();
  }

  /** @param {number} user whose message has come */
  done(user) {
    if (this.#heard.delete(user)) this.#show();
  }

  clear() {
    this.#heard.clear();
    this.#show();
  }

  #show() {
    for (const [user, at] of this.#heard) if (performance.now() - at > BELIEVED) this.#heard.delete(user);
    const names = [...this.#heard.keys()].map(this.#nameOf);
    const last = names.pop();
    const text = !last ? '' : names.length ? `${names.join(', ')} and ${last} are writing …` : `${last} is writing …`;
    setText(this.#line, text);
  }
}
