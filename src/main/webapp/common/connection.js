/**
 * The strip below the header that says, always, how far what the page shows can be trusted.
 * It joins what the stream knows with what the server says about itself.
 */

import { now } from '../carillon.js';
import { find, formatCount, formatDelay, formatTime, setText } from './format.js';
import { watchStatus } from './server-status.js';

/** So many questions in a row without an answer are no accident. */
const SILENT = 2;
const LABELS = { connecting: 'Connecting', live: 'Live', 'catching-up': 'Catching up', offline: 'Offline' };

export class Connection {
  /** @type {import('../carillon.js').State} */
  #state = 'connecting';
  /** @type {import('../carillon.js').StateDetail} */
  #detail = {};
  /** @type {import('./server-status.js').Status | null} */
  #server = null;
  #silences = 0;
  #offlineSince = 0;
  /** @type {import('../carillon.js').State} */
  #shown = 'connecting';
  #ringing = false;
  #stream;
  #ask;
  #element = find('#connection');
  #label = find('#connection-label');
  #text = find('#connection-detail');
  #again = find('#connection-retry');

  /**
   * @param {() => import('../carillon.js').ChangeStream} stream the page's present stream
   * @param {(status: import('./server-status.js').Status) => void} [onStatus]
   */
  constructor(stream, onStatus) {
    this.#stream = stream;
    this.#again.addEventListener('click', () => stream().reconnect());
    this.#ask = watchStatus((status) => {
      this.#hear(status);
      if (status) onStatus?.(status);
    });
    setInterval(() => this.#show(), 1_000);
  }

  /** @type {(state: import('../carillon.js').State, detail: import('../carillon.js').StateDetail) => void} */
  onState = (state, detail) => {
    if (state === 'offline' && this.#state !== 'offline') this.#offlineSince = Date.now();
    // What the server said belongs to the state before; give it a moment to count this stream too.
    if (state === 'live' && this.#state !== 'live') setTimeout(() => this.#ask(), 300);
    this.#state = state;
    this.#detail = detail;
    this.#show();
  };

  /** What the strip says: the stream's state, unless the server is known to be worse off. */
  get shown() {
    return this.#shown;
  }

  /** Lets the bell swing once: something has arrived. */
  ring() {
    if (this.#ringing) return;
    this.#ringing = true;
    const bell = find('#bell');
    bell.classList.add('rings');
    setTimeout(() => {
      bell.classList.remove('rings');
      this.#ringing = false;
    }, 700);
  }

  /** @param {import('./server-status.js').Status | null} status */
  #hear(status) {
    const wasSilent = this.#isSilent();
    this.#server = status;
    this.#silences = status ? 0 : this.#silences + 1;
    // The stream looks fine and the server does not answer: the connection is dead and nobody has told the browser.
    // Once it answers, an attempt begun in the dark may hang for minutes; a new one does not.
    if (wasSilent !== this.#isSilent() && this.#state !== 'offline') this.#stream().reconnect();
    this.#show();
  }

  #isSilent() {
    return this.#silences >= SILENT;
  }

  #show() {
    const listener = this.#isSilent() ? 'silent' : this.#server?.listener ?? 'listening';
    const deaf = this.#state !== 'offline' && listener !== 'listening' && (this.#state === 'live' || this.#isSilent());
    const shown = deaf ? (listener === 'catching-up' ? 'catching-up' : 'offline') : this.#state;
    this.#shown = shown;
    this.#element.dataset.state = shown;
    this.#element.dataset.stream = this.#state;
    document.body.dataset.state = shown;
    const waits = shown === 'connecting' && this.#detail.reason;
    setText(this.#label, this.#detail.closed ? 'Closed' : waits ? 'Ready' : LABELS[shown]);
    setText(this.#text, deaf ? this.#deafness(listener) : this.#sentence());
    this.#again.hidden = this.#state !== 'offline' || this.#detail.closed === true;
  }

  #sentence() {
    const { reason, retryAt, target, closed } = this.#detail;
    if (this.#state === 'connecting' && !this.#detail.heldBack) return this.#detail.reason ?? 'Asking the server for what is stored.';
    if (this.#detail.heldBack && this.#state !== 'offline') return heldBack(this.#detail.heldBack);
    if (this.#detail.reset && this.#state === 'live') return `What came before ${this.#detail.reset.position} can’t be replayed (${this.#detail.reset.reason}).`;
    if (this.#state === 'live') return 'Every commit shows up here as it happens.';
    if (this.#detail.snapshot) return 'Reading the rows that there are.';
    if (this.#state === 'catching-up') return `Replaying what was missed, up to ${target}.`;
    if (closed) return `Since ${formatTime(this.#offlineSince)}. ${reason}`;
    const wait = retryAt === undefined ? NaN : Math.ceil((retryAt - now()) / 1_000);
    const retry = wait > 0 ? `Trying again in ${wait} s.` : 'Trying again.';
    return `Since ${formatTime(this.#offlineSince)}. ${reason} ${retry}`;
  }

  /** @param {string} listener */
  #deafness(listener) {
    if (listener === 'silent') return 'The server doesn’t answer. Trying again.';
    if (listener === 'disconnected') return 'The server can’t reach PostgreSQL. What is committed now shows up later.';
    return `The server is reading the log, ${formatCount(this.#server?.lag ?? 0)} changes to go.`;
  }
}

/** @param {number} ms */
const heldBack = (ms) =>
  `Something between here and the server, such as a proxy that buffers, holds events back for ${formatDelay(ms)} or more.`;
