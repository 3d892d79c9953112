/** Those that come first are kept, the others only counted: a page is no place for a table of millions. */
const MOST = 5_000;
/** So many more before they are sorted out in one go. */
const SLACK = 2_500;

/**
 * @typedef {object} Entry one row as the page knows it
 * @property {string} id
 * @property {any[]} key to sort by
 * @property {Record<string, unknown>} row
 * @property {string[]} changed the columns of the last change
 * @property {boolean} came it was not there before
 * @property {number} version
 * @property {number} times how many rows look like this, where nothing tells them apart
 */

/** The rows that match: those of the snapshot, and what has become of them since. */
export class Rows {
  /** @type {Map<string, Entry>} */
  #all = new Map();
  /** Why rows have gone that were here a moment ago. @type {Map<string, string>} */
  gone = new Map();
  #beyond = 0;
  /** How many look like others that are here. */
  #twins = 0;
  /** The position of the snapshot that they are of. */
  #at = '';
  #version = 0;
  /** @type {Entry[] | null} */
  #sorted = null;
  #key;

  /** @param {string[]} key the columns that tell rows apart; empty if there are none */
  constructor(key) {
    this.#key = key;
  }

  get count() {
    return this.#all.size + this.#twins + this.#beyond;
  }

  /** Whether some are only counted. */
  get isBounded() {
    return this.#beyond > 0;
  }

  /** @param {any} change */
  apply(change) {
    const { op, key, old, new: row, moved } = change;
    if (op === 'snapshot') {
      if (change.position !== this.#at) this.begin(change.position);
      if (!this.#all.has(this.#id(key, row)) || this.#key.length === 0) this.#put(key, row, [], false);
    } else if (op === 'truncate') {
      for (const id of this.#all.keys()) this.gone.set(id, 'truncated');
      this.#clear();
    } else if (op === 'delete' || moved === 'out') {
      this.#remove(this.#id(this.#keyOf(old) ?? key, old), moved === 'out' ? 'moved out' : 'deleted');
    } else if (row) this.#change(change);
  }

  /** @param {any} change an insert, or an update that leaves the row in view */
  #change({ op, key, old, new: row, moved, changed }) {
    const id = this.#id(key, row);
    const before = old && moved !== 'in' ? this.#id(this.#keyOf(old) ?? key, old) : null;
    if (before === id && this.#key.length === 0) return; // nothing that is shown has changed
    if (before === id && !this.#all.has(id)) this.#beyond = Math.max(0, this.#beyond - 1); // it was only counted
    if (before !== null && before !== id) this.#remove(before, '');
    this.#put(key, row, changed, op === 'insert' || moved === 'in');
  }

  /** The rows of a snapshot begin, if it is not the one whose rows are here. @param {string} position */
  begin(position) {
    if (position === this.#at) return;
    this.#at = position;
    this.#clear();
  }

  /** Newest keys first, where one number tells rows apart. @returns {Entry[]} by key */
  sorted() {
    const direction = this.#key.length === 1 ? -1 : 1;
    this.#sorted ??= [...this.#all.values()].sort((a, b) => compareKeys(a.key, b.key) * (isNumber(a.key[0]) ? direction : 1));
    return this.#sorted;
  }

  #clear() {
    this.#all.clear();
    this.#beyond = this.#twins = 0;
    this.#sorted = null;
  }

  /** @param {any} key @param {any} row @param {string[]} changed @param {boolean} came */
  #put(key, row, changed, came) {
    const id = this.#id(key, row);
    this.gone.delete(id);
    const known = this.#all.get(id);
    if (known) {
      if (this.#key.length === 0) {
        known.times++;
        this.#twins++;
      }
      return void Object.assign(known, { row, changed, came, version: ++this.#version });
    }
    this.#all.set(id, { id, key: Object.values(key ?? {}), row, changed, came, version: ++this.#version, times: 1 });
    this.#sorted = null;
    if (this.#all.size > MOST + SLACK) this.#trim();
  }

  #trim() {
    for (const { id, times } of this.sorted().slice(MOST)) {
      this.#all.delete(id);
      this.#beyond += times;
      this.#twins -= times - 1;
    }
    this.#sorted = null;
  }

  /** @param {string} id @param {string} why */
  #remove(id, why) {
    const known = this.#all.get(id);
    if (!known) return void (this.#beyond = Math.max(0, this.#beyond - 1));
    if (--known.times > 0) return void this.#twins--;
    this.#all.delete(id);
    this.#sorted = null;
    if (why) this.gone.set(id, why);
  }

  /** @param {any} key @param {any} row */
  #id(key, row) {
    return JSON.stringify(this.#key.length ? Object.values(key ?? {}) : row);
  }

  /** The key that a row had: an update may change it. @param {any} old */
  #keyOf(old) {
    return this.#key.length && this.#key.every((name) => name in old) ? Object.fromEntries(this.#key.map((name) => [name, old[name]])) : null;
  }
}

/** @param {unknown} value */
const isNumber = (value) => typeof value === 'number' || /^-?\d+$/.test(String(value));
const collator = new Intl.Collator('en', { numeric: true });

/** @param {any[]} a @param {any[]} b */
function compareKeys(a, b) {
  for (let i = 0; i < a.length; i++) {
    const order = Number(a[i]) - Number(b[i]) || collator.compare(String(a[i]), String(b[i]));
    if (order) return order;
  }
  return 0;
}
