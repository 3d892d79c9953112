import { ask, Refusal } from '../common/api.js';
import { BackOff } from '../common/back-off.js';

const PATIENCE = 30;

/**
 * @typedef {object} Options
 * @property {(change: any) => void} onChange
 * @property {(path: string) => void} onAsk
 * @property {(page: any, ms: number) => void} onAnswer
 * @property {(state: import('../carillon.js').State, detail: import('../carillon.js').StateDetail) => void} onState
 * @property {() => Promise<string>} load reads the row, returns the position from before it was read
 */

/** Waits for the changes of one topic by asking again and again, each time for as long as it takes. */
export class LongPoll {
  /** Whose changes are waited for; to be set before the first load is over. */
  topic = '';
  #options;
  #turn = 0;
  #abort = new AbortController();
  #backOff = new BackOff();
  #isOffline = false;
  /** @type {string | null} */
  #position = null;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    addEventListener('online', () => this.#isOffline && this.reconnect());
  }

  /** Begins with the row as it is. */
  begin() {
    this.#position = null;
    this.reconnect();
  }

  /** Goes on from where it was; an answer that is still to come is not waited for, and holds no connection. */
  async reconnect() {
    const turn = ++this.#turn;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#isOffline = false;
    this.#options.onState('connecting', {});
    while (turn === this.#turn) {
      try {
        await this.#step(turn);
        this.#backOff.succeeded();
      } catch (error) {
        if (turn === this.#turn) await this.#rest(/** @type {Error} */ (error));
      }
    }
  }

  /** @param {number} turn */
  async #step(turn) {
    if (this.#position === null) {
      const position = await this.#options.load();
      if (turn !== this.#turn) return;
      this.#position = position;
    }
    const path = `api/changes?topic=${this.topic}&after=${this.#position}&wait=${PATIENCE}`;
    this.#isOffline = false;
    this.#options.onState('live', {});
    this.#options.onAsk(path);
    const began = performance.now();
    const { value } = await ask('GET', path, undefined, this.#abort.signal);
    if (turn !== this.#turn) return;
    this.#position = value.position;
    this.#options.onAnswer(value, performance.now() - began);
    value.changes.forEach(this.#options.onChange);
  }

  /** @param {Error} error */
  async #rest(error) {
    // 410: what was missed can't be told any more, so the row is read anew
    if (error instanceof Refusal && error.status === 410) this.#position = null;
    const delay = this.#backOff.failed();
    this.#isOffline = true;
    this.#options.onState('offline', { reason: error.message, retryAt: performance.timeOrigin + performance.now() + delay });
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}
