import { element, find } from '../common/format.js';
import { station } from './entry.js';
import { keyText, readPage } from './pages.js';

/** All that ever happened to one row, newest first. */
export class Life {
  #list = find('#life');
  #title = find('#life-title');
  #older = find('#life-older');
  #close = find('#life-close');
  /** @type {{ table: string, key: string } | null} */
  #row = null;
  #turn = 0;

  constructor() {
    this.#close.addEventListener('click', () => this.#show(null));
    this.#older.addEventListener('click', () => this.#read({ before: this.#list.lastElementChild?.dataset.position ?? '' }));
  }

  /** @param {import('./pages.js').Entry} entry of the row */
  async open(entry) {
    this.#show({ table: entry.table, key: keyText(entry) });
    this.#title.focus();
    this.#title.scrollIntoView({ block: 'nearest' });
    await this.#read({});
  }

  /** @param {import('./pages.js').Entry[]} entries newer ones, newest first, of any rows */
  async add(entries) {
    const own = entries.some((entry) => entry.op === 'gap'
      || (entry.table === this.#row?.table && (entry.op === 'truncate' || keyText(entry) === this.#row?.key)));
    if (own && this.#row) await this.#read({});
  }

  /** @param {{ table: string, key: string } | null} row */
  #show(row) {
    this.#row = row;
    this.#turn++;
    this.#list.replaceChildren();
    this.#older.hidden = true;
    this.#close.hidden = !row;
    this.#title.textContent = row ? `Life of ${row.table} ${row.key}` : 'Life of a row';
    find('#life-hint').hidden = row !== null;
  }

  /** @param {Record<string, string>} place */
  async #read(place) {
    const turn = ++this.#turn;
    if (!this.#row) return;
    try {
      const { entries, more } = await readPage(this.#row, { ...place, limit: '50' });
      if (turn !== this.#turn) return;
      const stations = entries.map(station);
      if (place.before) this.#list.append(...stations);
      else this.#list.replaceChildren(...stations);
      this.#older.hidden = !more;
    } catch (error) {
      if (turn === this.#turn) this.#list.append(element('li', 'error', /** @type {Error} */ (error).message));
    }
  }
}
