import { now } from '../carillon.js';
import { BackOff } from '../common/back-off.js';
import { events } from './events.js';

/** What `ChangeStream` reads in place of an EventSource, so that each byte is counted. Like one, it comes back by itself. */
export class MeteredSource extends EventTarget {
  /** @type {number} */
  readyState = EventSource.CONNECTING;
  #meter;
  #abort = new AbortController();
  #lastId = '';
  #backOff = new BackOff();

  /**
   * @param {string} url
   * @param {import('./meter.js').Meter} meter
   */
  constructor(url, meter) {
    super();
    this.url = url;
    this.#meter = meter;
    this.#run();
  }

  close() {
    this.readyState = EventSource.CLOSED;
    this.#abort.abort();
  }

  get #isClosed() {
    return this.readyState === EventSource.CLOSED;
  }

  async #run() {
    while (!this.#isClosed) {
      const reason = await this.#read().catch((/** @type {Error} */ error) => error.message);
      if (this.#isClosed) return;
      this.readyState = EventSource.CONNECTING;
      const delay = this.#backOff.failed();
      const detail = { reason: reason ?? 'The connection was lost.', retryAt: now() + delay };
      this.#fire('state', { state: 'offline', detail }, this.#lastId);
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }

  async #read() {
    const response = await this.#meter.ask(this.url, this.#abort.signal, this.#lastId);
    this.readyState = EventSource.OPEN;
    for await (const { type, id, data } of events(this.#meter.read(response))) {
      if (this.#isClosed) return;
      this.#backOff.succeeded();
      this.#lastId = id;
      this.#fire(type, data, id);
    }
  }

  /** @param {string} type @param {any} data @param {string} lastEventId */
  #fire(type, data, lastEventId) {
    this.dispatchEvent(new MessageEvent(type, { data, lastEventId }));
  }
}
