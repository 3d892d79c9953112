import { ask, query } from '../common/api.js';

/** The server has them in memory: so soon after a change, and no sooner after the time before. */
const PAUSE = 250;

/** @param {number} reader */
export const latestOf = (reader) => `api/messages/latest?${query({ reader })}`;

/** The latest message of each channel. */
export class Latest {
  /** @type {Map<string, import('./messages.js').Message>} */
  #messages = new Map();
  #asking = false;

  /** @param {import('./messages.js').Message[]} messages */
  load(messages) {
    this.#messages = new Map(messages.map((message) => [message.channel, message]));
  }

  /** @returns {string[]} */
  get channels() {
    return [...this.#messages.keys()];
  }

  /** @param {string} channel */
  in(channel) {
    return this.#messages.get(channel);
  }

  /**
   * Asks for them anew, once for all that changes meanwhile. One that fails leaves what is there: the next change asks again.
   *
   * @param {number} reader
   * @param {() => void} onChange
   */
  async refresh(reader, onChange) {
    if (this.#asking) return;
    this.#asking = true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    this.#asking = false;
    const answer = await ask('GET', latestOf(reader)).catch(() => null);
    if (!answer) return;
    this.load(answer.value);
    onChange();
  }
}
