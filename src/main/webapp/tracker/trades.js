/**
 * @typedef {object} Trade
 * @property {number} id
 * @property {string} symbol
 * @property {number} price
 * @property {string} created_at
 * @property {number} [delay] ms from the commit to this page, if it arrived live
 */

/** @typedef {{ price: number, average: number | null }} Point */

const MOST = 2_000;
/** As in the tracker of the tutorial: a window of 40 points and a line through the mean of 5. */
export const WINDOW = 40;
const AVERAGED = 5;

/** The newest rows of stock_price as this page knows them: read once, then kept true by changes. */
export class Trades {
  /** Oldest first; a Map keeps that order and finds a row that the stream repeats. @type {Map<number, Trade>} */
  #rows = new Map();
  /** Rows up to this id are too old to be kept. */
  #floor = 0;

  /**
   * @param {Trade[]} newestFirst
   * @param {boolean} [hasOlder] whether the table has more than these
   */
  load(newestFirst, hasOlder = false) {
    this.#rows = new Map([...newestFirst].reverse().map((row) => [row.id, row]));
    if (hasOlder) this.#floor = Math.max(this.#floor, newestFirst.at(-1)?.id ?? 0);
  }

  /** @param {number} id @returns {boolean} whether that row is kept, or was and has become too old */
  knows(id) {
    return id <= this.#floor || this.#rows.has(id);
  }

  /**
   * @param {{ op: string, old: Trade | null, new: Trade | null }} change
   * @param {number} [delay]
   */
  apply(change, delay) {
    if (change.op === 'ddl') return; // of the table itself: its new is no row
    if (change.op === 'truncate') {
      this.#floor = 0;
      return this.#rows.clear();
    }
    const row = change.new;
    if (!row) return void (change.old && this.#rows.delete(change.old.id));
    // A row that is updated without being known has left the window: it is old, not new.
    const known = this.#rows.get(row.id);
    if (known) this.#rows.set(row.id, { ...row, delay: known.delay });
    else if (change.op !== 'update') this.#add({ ...row, delay });
  }

  /** @param {Trade} row */
  #add(row) {
    this.#rows.set(row.id, row);
    if (this.#rows.size <= MOST) return;
    const oldest = this.#rows.keys().next().value ?? 0;
    this.#rows.delete(oldest);
    this.#floor = Math.max(this.#floor, oldest);
  }

  /** @returns {Trade[]} */
  newestFirst() {
    return [...this.#rows.values()].reverse();
  }

  /** @returns {Map<string, Point[]>} per symbol the window of points, oldest first, the liveliest symbol first */
  windows() {
    /** @type {Map<string, number[]>} */
    const prices = new Map();
    for (const { symbol, price } of this.newestFirst()) {
      const list = prices.get(symbol) ?? [];
      if (list.length === 0) prices.set(symbol, list);
      if (list.length < WINDOW + AVERAGED - 1) list.unshift(Number(price));
    }
    return new Map([...prices].map(([symbol, list]) => [symbol, withAverage(list).slice(-WINDOW)]));
  }
}

/**
 * @param {number[]} prices oldest first
 * @returns {Point[]}
 */
function withAverage(prices) {
  return prices.map((price, index) => {
    const averaged = prices.slice(index - AVERAGED + 1, index + 1);
    const enough = index >= AVERAGED - 1;
    return { price, average: enough ? averaged.reduce((sum, each) => sum + each, 0) / AVERAGED : null };
  });
}
