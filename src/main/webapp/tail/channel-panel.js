import { whyRefused } from '../carillon-problem.js';
import { ask } from '../common/api.js';
import { find, setText } from '../common/format.js';
import { Log } from './log.js';

const RETRY = 3_000;

/** Listens to one raw channel and publishes to it. What is sent while nobody listens is gone; that is NOTIFY. */
export class ChannelPanel {
  #log = new Log('#channel-log');
  #state = find('#channel-state');
  #name = find('#channel-name');
  #listen = find('#channel-listen');
  /** @type {EventSource | null} */
  #source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;

  constructor() {
    on('#channel-form', () => (this.#listen.textContent === 'Stop' ? this.#stop() : this.#start(url(this.#name.value))));
    on('#publish-form', () => this.#publish());
  }

  /** @param {string} address */
  #start(address) {
    const channel = this.#name.value;
    const source = new EventSource(address);
    this.#source = source;
    this.#name.readOnly = true;
    this.#listen.textContent = 'Stop';
    this.#say('Connecting…');
    source.addEventListener('open', () => this.#say(`Listening to ${channel}.`));
    source.addEventListener('message', (event) => {
      const { pid, payload } = JSON.parse(event.data);
      this.#log.add(`${channel} · pid ${pid}`, payload === '' ? '(empty)' : payload, 'received');
    });
    source.addEventListener('error', () => this.#lost(source, address));
  }

  /**
   * @param {EventSource} source
   * @param {string} address
   */
  async #lost(source, address) {
    this.#say('Not listening: the connection was lost. Trying again.');
    if (source.readyState !== EventSource.CLOSED) return;
    const { reason } = await whyRefused(address);
    if (source !== this.#source) return;
    this.#say(`Not listening: ${reason} Trying again.`);
    this.#retry = setTimeout(() => this.#start(address), RETRY);
  }

  #stop() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
    this.#name.readOnly = false;
    this.#listen.textContent = 'Listen';
    this.#say('Not listening.');
  }

  async #publish() {
    const payload = find('#channel-payload').value;
    try {
      await ask('POST', url(this.#name.value), payload);
      if (!this.#source) this.#log.add(`sent to ${this.#name.value}`, payload, 'sent');
    } catch (refusal) {
      this.#log.add('refused', /** @type {Error} */ (refusal).message, 'bad');
    }
  }

  /** @param {string} text */
  #say(text) {
    setText(this.#state, text);
  }
}

/** @param {string} channel */
const url = (channel) => `api/channels/${encodeURIComponent(channel)}`;

/**
 * @param {string} form
 * @param {() => void} act
 */
function on(form, act) {
  find(form).addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    act();
  });
}
