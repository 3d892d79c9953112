import { find, formatCount } from '../common/format.js';
import { changeRow } from './change-row.js';
import { Operations } from './operations.js';

/** What one can still scroll through, and what waits at most while the list is paused. */
const KEPT = 500;
const WAITING = 5_000;

/** @typedef {{ change: any, delay: number | undefined }} Entry */

/** The newest changes, newest on top. A frame shows at most as many as are kept, however many came since the last. */
export class ChangeList {
  #list = find('#changes');
  #pause = find('#tail-pause');
  #operations = new Operations(() => this.#redraw());
  /** Oldest first, of all operations, so that a box ticked again has something to show. @type {Entry[]} */
  #kept = [];
  /** @type {Entry[]} */
  #arrived = [];
  #paused = false;
  #seen = 0;
  #lost = 0;
  #drawing = false;

  constructor() {
    this.#pause.addEventListener('click', () => this.#toggle());
    find('#tail-clear').addEventListener('click', () => this.clear());
  }

  /**
   * @param {any} change
   * @param {number | undefined} delay
   */
  add(change, delay) {
    this.#seen++;
    this.#arrived.push({ change, delay });
    const most = this.#paused ? WAITING : KEPT;
    // In one go once it is twice too long: shifting one by one is what freezes a tab in a burst.
    if (this.#arrived.length >= 2 * most) this.#shorten(most);
    this.#draw();
  }

  clear() {
    this.#kept = [];
    this.#arrived = [];
    this.#seen = this.#lost = 0;
    this.#redraw();
    this.#draw();
  }

  /** @param {number} most */
  #shorten(most) {
    this.#lost += Math.max(0, this.#arrived.length - most);
    this.#arrived = this.#arrived.slice(-most);
  }

  #toggle() {
    this.#paused = !this.#paused;
    this.#pause.setAttribute('aria-pressed', String(this.#paused));
    this.#pause.textContent = this.#paused ? 'Go on' : 'Pause';
    this.#lost = 0;
    this.#draw();
  }

  #draw() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      find('#changes-seen').textContent = formatCount(this.#seen);
      if (this.#paused) this.#shorten(WAITING);
      else this.#show();
      find('#tail-waiting').textContent = this.#paused ? this.#waiting() : '';
    });
  }

  #show() {
    const fresh = this.#arrived.slice(-KEPT);
    this.#arrived = [];
    this.#kept = [...this.#kept, ...fresh].slice(-KEPT);
    this.#list.prepend(...this.#rows(fresh));
    while (this.#list.childElementCount > KEPT) this.#list.lastElementChild.remove();
  }

  #redraw() {
    this.#list.replaceChildren(...this.#rows(this.#kept));
  }

  /** @param {Entry[]} entries oldest first */
  #rows(entries) {
    const shown = entries.filter(({ change }) => this.#operations.shows(change.op));
    return shown.reverse().map(({ change, delay }) => changeRow(change, delay));
  }

  #waiting() {
    const wait = `${formatCount(this.#arrived.length)} waiting`;
    return this.#lost ? `${wait}, ${formatCount(this.#lost)} older ones dropped` : wait;
  }
}
