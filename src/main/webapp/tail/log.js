import { element, find, formatTime } from '../common/format.js';

const KEPT = 200;

/** A short list of lines, newest on top. */
export class Log {
  #list;
  /** @type {HTMLElement[]} */
  #lines = [];
  #drawing = false;

  /** @param {string} selector */
  constructor(selector) {
    this.#list = find(selector);
  }

  /**
   * @param {string} meta what the line is about
   * @param {string} text
   * @param {'sent' | 'received' | 'bad'} kind
   */
  add(meta, text, kind) {
    const line = element('li', kind);
    line.dataset.kind = kind;
    line.append(element('span', 'meta', `${formatTime(Date.now())} ${meta} `), element('span', 'text', text));
    this.#lines.unshift(line);
    if (this.#lines.length > KEPT) this.#lines.length = KEPT;
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#list.prepend(...this.#lines);
      this.#lines = [];
      while (this.#list.childElementCount > KEPT) this.#list.lastElementChild.remove();
    });
  }
}
