/**
 * Joins what is live, by any way that has no history of its own, with the log's pages: whoever comes with an older place
 * reads on from there until it meets what has come live meanwhile. Nothing is missed between the two and nothing comes
 * twice, since every change says its position. The rows of a snapshot are read from there, too.
 */

import { CHOICE } from './carillon-address.js';
import { comparePositions } from './carillon.js';

/** Changes kept while pages are read; beyond that, they are read from pages, too. */
const MOST_WAITING = 5_000;
const LIMIT = '1000';
const PAUSE = 500;
/** ms. A page that takes longer is lost with its connection. */
const PATIENCE = 20_000;

/** @typedef {{ position: string, topic: string, op: string, new: any, old: any }} Change */

/** What `ChangeStream` can read instead of an EventSource. A subclass says `begin` once it hears what is live, then `live`. */
export class PagedSource extends EventTarget {
  /** As an EventSource’s. @type {number} */
  readyState = EventSource.CONNECTING;
  #row;
  #snapshot;
  /** The position of the snapshot that is read. */
  #rowsAt;
  #turn = 0;
  /** @type {Change[] | null} what came live while pages are read */
  #waiting = null;
  #goal = '';

  /** @param {string} url as an EventSource would get it */
  constructor(url) {
    super();
    const asked = new URL(url).searchParams;
    this.url = url;
    /** Everything up to here has been delivered; also `earliest`, a place in a snapshot, or empty for wherever it begins. @type {string} */
    this.position = (asked.get('lastEventId') ?? '').replace(/^latest$/, '');
    this.topics = asked.getAll('topic');
    this.#row = asked.get('format') === 'row';
    this.#snapshot = asked.get('snapshot') === 'true';
    this.#rowsAt = this.position.split('/')[0];
    /** @type {Record<string, string>} */
    this.choice = Object.fromEntries([...asked].filter(([name]) => CHOICE.includes(name)));
  }

  /** Whether the rows of a snapshot are to be read before it goes on. */
  get wantsRows() {
    return this.#snapshot && (this.position === '' || this.position.includes('/'));
  }

  /** Where somebody would have to go on who reads no snapshot. */
  get place() {
    return this.wantsRows ? '' : this.position;
  }

  get isClosed() {
    return this.readyState === EventSource.CLOSED;
  }

  close() {
    this.readyState = EventSource.CLOSED;
    this.#turn++;
  }

  /** @param {string} type @param {any} [data] @param {string} [lastEventId] */
  fire(type, data, lastEventId) {
    if (!this.isClosed || type === 'error') this.dispatchEvent(new MessageEvent(type, { data, lastEventId }));
  }

  /** It won’t go on by itself, like an EventSource after an answer other than 200. */
  fail() {
    if (this.isClosed) return;
    this.close();
    this.fire('error');
  }

  /**
   * All that comes after a position is going to be told to `live`.
   *
   * @param {string} goal that position
   * @param {{ target?: string, heldBack?: number, unsure?: boolean }} [how] `target`: the end of a replay that goes on;
   *   `unsure`: what is told may come in a wrong order at first, so that one page has to be read in any case
   */
  begin(goal, { target = goal, heldBack, unsure } = {}) {
    this.readyState = EventSource.OPEN;
    this.#turn++;
    this.#waiting = null;
    if (!this.wantsRows) this.position ||= target;
    // Also where it is ahead: its future may have been lost with the database, and only the log knows.
    if (unsure || comparePositions(this.position, goal) !== 0) this.#catchUp(goal);
    this.greet(target, heldBack);
  }

  /** @param {string} target @param {number} [heldBack] */
  greet(target, heldBack) {
    const place = Number.isNaN(comparePositions(this.position, target)) ? '' : this.position;
    this.fire('ready', { position: target, heldBack }, place);
  }

  /** @param {Change} change */
  live(change) {
    if (!this.#waiting) return this.#deliver(change);
    if (this.#waiting.length < MOST_WAITING) return void this.#waiting.push(change);
    this.#waiting = [];
    this.#goal = change.position;
  }

  /** Nothing was missed up to here. @param {string} position */
  reach(position) {
    if (this.#waiting || !(comparePositions(position, this.position) > 0)) return;
    this.position = position;
    this.fire('position', null, position);
  }

  /** @param {import('./carillon-types.js').Reset} reset */
  reset(reset) {
    this.#turn++;
    this.#waiting = null;
    this.position = this.#snapshot ? '' : reset.position;
    this.#rowsAt = '';
    this.fire('reset', reset, this.position);
    if (this.#snapshot && !this.isClosed) this.#catchUp(reset.position);
  }

  /** Asks the log for a page. @param {Record<string, string>} parameters @returns {Promise<Response>} */
  ask(parameters) {
    const page = new URL('changes', this.url);
    for (const topic of this.topics) page.searchParams.append('topic', topic);
    for (const [name, value] of Object.entries({ ...this.choice, ...parameters })) page.searchParams.set(name, value);
    return fetch(page, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
  }

  /** @param {string} goal */
  async #catchUp(goal) {
    const turn = this.#turn;
    this.#waiting = [];
    this.#goal = goal;
    while (turn === this.#turn) {
      try {
        const rows = this.wantsRows && { snapshot: 'true' };
        const response = await this.ask({ ...rows, ...(this.position && { after: this.position }), limit: LIMIT });
        const answer = await response.json();
        if (turn !== this.#turn) return;
        if (response.status === 410) return this.#skip(answer.reason);
        if (response.status >= 400 && response.status < 500) return this.fail();
        if (response.ok && this.#take(answer)) return;
        if (response.ok && (answer.changes.length || rows)) continue;
      } catch {
        // asked again below
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  /** @param {{ changes: Change[], position: string }} page @returns {boolean} whether it has met what is live */
  #take({ changes, position }) {
    const turn = this.#turn;
    for (const change of changes) {
      if (turn !== this.#turn) return true;
      if (change.op === 'snapshot') this.#show(change, position);
      else this.#deliver(change);
    }
    if (turn !== this.#turn) return true;
    this.#move(position);
    if (turn !== this.#turn) return true;
    return comparePositions(position, this.#goal) >= 0 && this.#meet();
  }

  /** @param {string} reason */
  #skip(reason) {
    const [goal, waiting] = [this.#goal, this.#waiting];
    this.reset({ reason, position: goal });
    this.#waiting = waiting;
    if (!this.#snapshot) this.#meet();
  }

  /** @param {Change} change a row of the snapshot @param {string} place behind its page */
  #show(change, place) {
    this.#rowsAt = change.position;
    this.fire('message', this.#row ? change.new : change, place);
  }

  /** Everything up to here has been delivered: so the rows are complete, unless it is among them. @param {string} position */
  #move(position) {
    const wanted = this.wantsRows;
    this.position = position;
    if (wanted && !this.wantsRows) this.fire('snapshot', { position: this.#rowsAt || position }, position);
  }

  #meet() {
    const turn = this.#turn;
    const waiting = (this.#waiting ?? []).sort((a, b) => comparePositions(a.position, b.position));
    this.#waiting = null;
    for (const change of waiting) if (turn === this.#turn) this.#deliver(change);
    return true;
  }

  /** @param {Change} change */
  #deliver(change) {
    if (comparePositions(change.position, this.position) <= 0) return;
    if (this.wantsRows) this.#move(before(change.position));
    this.position = change.position;
    const wanted = this.topics.some((topic) => matches(topic, change.topic));
    if (wanted) this.fire('message', this.#row ? change.new ?? change.old : change, change.position);
    else this.fire('position', null, change.position);
  }
}

/** @param {string} selector @param {string} topic */
const matches = (selector, topic) =>
  selector.endsWith('*') ? topic.startsWith(selector.slice(0, -1)) : selector === topic;

/** @param {string} position */
function before(position) {
  const [epoch, n] = position.split('.');
  return `${epoch}.${Number(n) - 1}`;
}
