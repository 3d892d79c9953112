import { element, find, formatCount } from '../common/format.js';
import { changeRow } from '../tail/change-row.js';

const KEPT = 200;

/** The newest changes, newest on top. A frame shows at most as many as are kept, however many came since the last. */
export class Feed {
  #list = find('#changes');
  /** @type {{ change: any, delay: number | undefined }[]} */
  #arrived = [];
  #seen = 0;
  #drawing = false;
  #onWhy;

  /** @param {(position: string) => void} onWhy */
  constructor(onWhy) {
    this.#onWhy = onWhy;
  }

  /** @param {any} change @param {number | undefined} delay */
  add(change, delay) {
    this.#seen++;
    this.#arrived.push({ change, delay });
    // In one go once it is twice too long: shifting one by one is what freezes a tab in a burst.
    if (this.#arrived.length >= 2 * KEPT) this.#arrived = this.#arrived.slice(-KEPT);
    this.#draw();
  }

  clear() {
    this.#arrived = [];
    this.#seen = 0;
    this.#list.replaceChildren();
    this.#draw();
  }

  #draw() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      find('#changes-seen').textContent = formatCount(this.#seen);
      const fresh = this.#arrived.slice(-KEPT).reverse();
      this.#arrived = [];
      this.#list.prepend(...fresh.map(({ change, delay }) => this.#item(change, delay)));
      while (this.#list.childElementCount > KEPT) this.#list.lastElementChild.remove();
    });
  }

  /** @param {any} change @param {number | undefined} delay */
  #item(change, delay) {
    const item = changeRow(change, delay);
    item.firstElementChild?.addEventListener('toggle', () => {
      const why = element('button', 'small why-this', 'Why did this come?');
      why.setAttribute('type', 'button');
      why.addEventListener('click', () => this.#onWhy(change.position));
      item.firstElementChild?.append(why);
    }, { once: true });
    return item;
  }
}
