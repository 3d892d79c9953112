import { comparePositions, now } from '../carillon.js';
import { Delays, milliseconds } from '../common/delays.js';
import { Trades } from '../tracker/trades.js';
import { Meter } from './meter.js';

/** ms. What others have shown for so long is not on its way any more. */
const LOST = 5_000;

/** @typedef {import('../tracker/trades.js').Trade} Trade */

/** What one way to follow prices has shown since the comparison began, and what that has cost. */
export class Way {
  meter = new Meter();
  trades = new Trades();
  delays = new Delays(1_000);
  told = 0;
  /** Told more than once. */
  twice = 0;
  /** Whether what is drawn is old. */
  fresh = true;
  lastId = 0;
  /** Arrived and not drawn yet. @type {Trade[]} */
  #undrawn = [];
  #since = 0;
  #ledger;
  #onChange;

  /**
   * @param {string} name
   * @param {import('./ledger.js').Ledger} ledger
   * @param {{ stored: Trade[], hasOlder: boolean, ahead: number }} begin rows newest first; ms by which the server's clock is ahead
   * @param {() => void} onChange there is something new to be drawn
   */
  constructor(name, ledger, { stored, hasOlder, ahead }, onChange) {
    this.name = name;
    this.#ledger = ledger;
    this.#onChange = onChange;
    this.ahead = ahead;
    this.load(stored, hasOlder);
    this.lastId = stored[0]?.id ?? 0;
  }

  /**
   * @param {Trade[]} stored newest first
   * @param {boolean} hasOlder
   */
  load(stored, hasOlder) {
    this.trades.load(stored, hasOlder);
    this.changed();
  }

  changed() {
    this.fresh = true;
    this.#onChange();
  }

  /** What is committed from now on is measured; what waited while it was stopped is nobody's delay. */
  started() {
    this.#since = now() + this.ahead;
  }

  /** @param {Trade} row the next by its id */
  tell(row) {
    if (row.id <= this.lastId) this.twice++;
    else this.show(row);
  }

  /** @param {Trade} row that it has not shown yet */
  show(row) {
    this.told++;
    this.lastId = Math.max(this.lastId, row.id);
    this.trades.apply({ op: 'insert', old: null, new: row });
    this.#ledger.shown(row.id, this.name);
    if (!document.hidden && milliseconds(row.created_at) >= this.#since) this.#undrawn.push(row);
    this.changed();
  }

  /** In a tab that nobody sees, nothing is shown. */
  forgetUndrawn() {
    this.#undrawn = [];
  }

  /** What has arrived is on the screen. */
  drawn() {
    const at = now() + this.ahead;
    for (const row of this.#undrawn) this.delays.add(row.created_at, at);
    this.#undrawn = [];
    this.fresh = false;
  }

  /** @returns {{ behind: number, missed: number }} prices that are to come yet, and those that never will */
  lack() {
    const lacked = this.#ledger.lackedBy(this.name);
    const missed = lacked.filter((each) => this.hasPassed(each)).length;
    return { behind: lacked.length - missed, missed };
  }

  /** @param {{ id: number, age: number }} lacked */
  hasPassed({ id }) {
    return id < this.lastId;
  }
}

/**
 * The way over the log. It tells bare rows: a new one once, then again when it is changed or deleted, without saying which,
 * each time with a new position.
 */
export class LiveWay extends Way {
  /** How often it told of rows that were shown before. */
  again = 0;
  resets = 0;
  #isLive = false;
  /** What was stored may come once more, in the replay from before it was read. */
  #mayRepeat = true;
  /** @type {string | null} */
  #position = null;
  /** Rows that were shown and are not stored any more. @type {Set<number>} */
  #gone = new Set();
  /** What comes while the table is read anew, newest first. @type {Trade[]} */
  #meanwhile = [];

  /** @param {boolean} isLive neither cut off nor catching up */
  set isLive(isLive) {
    this.#isLive = isLive;
    if (isLive) this.#mayRepeat = false;
  }

  /**
   * @param {Trade | null} row null: the table was truncated
   * @param {string} position
   * @returns {boolean} whether the table has to be read anew to know what has become of the row
   */
  hear(row, position) {
    if (comparePositions(position, this.#position) <= 0) {
      this.twice++;
      return false;
    }
    this.#position = position;
    if (row && !this.trades.knows(row.id) && !this.#gone.has(row.id)) {
      this.#meanwhile.unshift(row);
      this.show(row);
      return false;
    }
    if (!this.#mayRepeat) this.again++;
    if (row) return true;
    this.#gone.clear(); // its ids may begin anew
    this.trades.apply({ op: 'truncate', old: null, new: null });
    this.changed();
    return false;
  }

  /** The table is going to be read. @returns {(stored: Trade[], hasOlder: boolean) => void} takes what was read */
  readAnew() {
    const meanwhile = (this.#meanwhile = /** @type {Trade[]} */ ([]));
    return (stored, hasOlder) => {
      const late = new Set(meanwhile.map(({ id }) => id));
      // What isn't known yet is left to the stream, or it would be told again there.
      const kept = stored.filter(({ id }) => this.trades.knows(id) && !late.has(id));
      const before = this.trades.newestFirst();
      this.load([...meanwhile, ...kept], hasOlder);
      for (const { id } of before) if (!this.trades.knows(id)) this.#gone.add(id);
    };
  }

  /** What was missed can't be told: the rows as they are instead. @param {Trade[]} stored @param {boolean} hasOlder */
  reset(stored, hasOlder) {
    this.resets++;
    this.#mayRepeat = true;
    this.#position = null;
    for (const row of [...stored].reverse()) if (!this.trades.knows(row.id)) this.show(row);
    this.load(stored, hasOlder);
  }

  /** @param {{ id: number, age: number }} lacked */
  hasPassed({ age }) {
    return this.#isLive && age > LOST;
  }
}
