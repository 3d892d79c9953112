/**
 * The socket by which one is here, and hears who is writing. Its address says who and where; while it is open, the server
 * has a row that says so. Writing is told over a raw channel: nobody needs it a moment later.
 */

import { BackOff } from '../common/back-off.js';
import { openSocket } from '../common/socket.js';

/** ms between two frames that say that one is writing. */
const TELL_EVERY = 2_000;
/** ms. So long the server may take to store that one is here. */
const PATIENCE = 6_000;

export class RoomSocket {
  /** @type {WebSocket | null} */
  #socket = null;
  #options;
  #openedAt = 0;
  #backOff = new BackOff();
  #toldAt = 0;
  #closed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  #wake = () => this.#again();
  // A page that was left may be kept for the Back button, and its socket with it: it would be here for hours.
  #leave = () => this.#socket?.close();
  #wakeFromCache = (/** @type {PageTransitionEvent} */ event) => event.persisted && this.#again();

  /** @param {{ user: number, channel: string, onTyping: (user: number) => void }} options */
  constructor(options) {
    this.#options = options;
  }

  open() {
    addEventListener('online', this.#wake);
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#wakeFromCache);
    this.#connect();
  }

  close() {
    this.#closed = true;
    removeEventListener('online', this.#wake);
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#wakeFromCache);
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  /** Says that one is writing, now and then. */
  typing() {
    if (this.#socket?.readyState !== WebSocket.OPEN || performance.now() - this.#toldAt < TELL_EVERY) return;
    this.#toldAt = performance.now();
    this.#send({ type: 'publish', ref: 2, channel: this.#rawChannel, payload: JSON.stringify({ user: this.#options.user }) });
  }

  /**
   * The rows say that one is not here. Has the socket lasted long enough, then the server has given it up, and only this
   * side still takes it for open.
   */
  missed() {
    if (this.#socket?.readyState === WebSocket.OPEN && performance.now() - this.#openedAt > PATIENCE) this.#again();
  }

  get #rawChannel() {
    return `demo-chat/${this.#options.channel}`;
  }

  #connect() {
    const { user, channel } = this.#options;
    const socket = (this.#socket = openSocket({ user: String(user), channel }));
    socket.addEventListener('open', () => {
      this.#backOff.succeeded();
      this.#openedAt = performance.now();
      if (socket === this.#socket) this.#send({ type: 'listen', ref: 1, channel: this.#rawChannel });
    });
    socket.addEventListener('message', (event) => socket === this.#socket && this.#hear(JSON.parse(event.data)));
    socket.addEventListener('close', () => socket === this.#socket && this.#lost());
  }

  #again() {
    if (this.#closed || this.#socket?.readyState === WebSocket.CONNECTING) return;
    const old = this.#socket;
    clearTimeout(this.#retry);
    this.#connect();
    old?.close();
  }

  #lost() {
    if (this.#closed) return;
    this.#retry = setTimeout(() => this.#again(), this.#backOff.failed());
  }

  /** @param {any} frame */
  #hear({ type, payload }) {
    if (type !== 'notification') return;
    try {
      const { user } = JSON.parse(payload);
      if (Number.isInteger(user)) this.#options.onTyping(user);
    } catch {
      // Anybody may publish anything there; what is no JSON is not for us.
    }
  }

  /** @param {object} frame */
  #send(frame) {
    this.#socket?.send(JSON.stringify(frame));
  }
}
