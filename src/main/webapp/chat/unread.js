import { ask } from '../common/api.js';

/** The server tells no more of them at once. */
const MOST = 1_000;
const AFTER_FAILURE = 3_000;

/** What waits for one reader, message by message: a change that is told twice is not counted twice. */
export class Unread {
  /** Id to channel. @type {Map<number, string>} */
  #waiting = new Map();
  /** Told to the server, which has not said so yet. @type {Set<number>} */
  #told = new Set();
  #full = false;
  #reader;
  #telling = false;

  /** @param {number} reader */
  constructor(reader) {
    this.#reader = reader;
  }

  /** @param {{ message: number, channel: string }[]} waiting */
  load(waiting) {
    this.#waiting = new Map(waiting.map(({ message, channel }) => [message, channel]));
    this.#told.clear();
    this.#full = waiting.length >= MOST;
  }

  /** @param {any} change */
  apply(change) {
    if (change.op === 'ddl') return; // of the table itself: its new is no row
    if (change.op === 'truncate') this.#waiting.clear();
    else if (change.new && change.moved !== 'out') this.#waiting.set(change.new.message, change.new.channel);
    else {
      this.#waiting.delete(change.old.message);
      this.#told.delete(change.old.message);
    }
  }

  /** @returns {Set<string>} */
  get channels() {
    return new Set(this.#waiting.values());
  }

  /**
   * @param {string} [channel] none: all of them
   * @param {number} [below] only messages with a smaller id
   */
  count(channel, below = Infinity) {
    let count = 0;
    for (const [id, where] of this.#waiting) {
      if ((channel === undefined || where === channel) && id < below && !this.#told.has(id)) count++;
    }
    return count;
  }

  /** @param {number} count */
  text(count) {
    return this.#full && count > 0 ? `${count}+` : String(count);
  }

  /**
   * Tells the server that these were seen, as far as they wait.
   *
   * @param {number[]} ids
   */
  async seen(ids) {
    const waiting = ids.filter((id) => this.#waiting.has(id) && !this.#told.has(id)).slice(0, MOST);
    if (waiting.length === 0 || this.#telling) return;
    this.#telling = true;
    for (const id of waiting) this.#told.add(id);
    try {
      await ask('POST', 'api/unread/seen', { reader: this.#reader, messages: waiting });
      this.#telling = false;
    } catch {
      for (const id of waiting) this.#told.delete(id);
      setTimeout(() => (this.#telling = false), AFTER_FAILURE);
    }
  }
}
