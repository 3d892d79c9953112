import { whyRefused } from '../carillon-problem.js';
import { find } from '../common/format.js';
import { Log } from '../tail/log.js';

const ADDRESS = 'api/channels/demo';
const RETRY = 3_000;

/** Listens to the channel demo by an EventSource. It has no memory: nothing that came while it was closed comes again. */
export class RawFeed {
  #log = new Log('#raw-log');
  /** @type {EventSource | null} */
  #source = null;
  #onNotification;

  /** @param {() => void} onNotification */
  constructor(onNotification) {
    this.#onNotification = onNotification;
  }

  /** @returns {Promise<void>} when PostgreSQL listens */
  open() {
    const source = new EventSource(ADDRESS);
    this.#source = source;
    this.#say('connecting');
    source.addEventListener('message', (event) => {
      const { pid, payload } = JSON.parse(event.data);
      this.#log.add(`pid ${pid}`, payload === '' ? '(empty)' : payload, 'received');
      this.#onNotification();
    });
    source.addEventListener('error', () => this.#lost(source));
    return new Promise((resolve) => {
      source.addEventListener('ready', () => {
        this.#say('listening');
        resolve();
      });
    });
  }

  close() {
    this.#source?.close();
    this.#source = null;
    this.#say('cut off');
  }

  /** @param {string} text */
  note(text) {
    this.#log.add('—', text, 'sent');
  }

  /** @param {EventSource} source */
  async #lost(source) {
    if (source !== this.#source) return;
    this.#say('not listening, the connection was lost; trying again');
    if (source.readyState !== EventSource.CLOSED) return;
    const { reason } = await whyRefused(source.url);
    if (source !== this.#source) return;
    this.#say(`not listening: ${reason} Trying again`);
    setTimeout(() => source === this.#source && this.open(), RETRY);
  }

  /** @param {string} text */
  #say(text) {
    find('#raw-state').textContent = text;
  }
}
