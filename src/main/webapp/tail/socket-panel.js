import { element, find } from '../common/format.js';
import { openSocket } from '../common/socket.js';
import { Log } from './log.js';

const EXAMPLES = [
  { type: 'subscribe', ref: 1, topic: 'stock_price' },
  { type: 'unsubscribe', ref: 2, topic: 'stock_price' },
  { type: 'listen', ref: 3, channel: 'demo' },
  { type: 'publish', ref: 4, channel: 'demo', payload: 'Hello' },
  { type: 'unlisten', ref: 5, channel: 'demo' },
];

/** Speaks the WebSocket API by hand, frame by frame. It does not come back by itself: here one looks at the protocol. */
export class SocketPanel {
  #log = new Log('#socket-log');
  #connect = find('#socket-connect');
  #send = find('#socket-send');
  #frame = find('#socket-frame');
  #example = find('#socket-example');
  /** @type {WebSocket | null} */
  #socket = null;

  constructor() {
    this.#example.append(...EXAMPLES.map((frame) => element('option', '', frame.type)));
    this.#example.addEventListener('change', () => this.#fill());
    this.#connect.addEventListener('click', () => (this.#socket ? this.#socket.close() : this.#open()));
    find('#socket-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#say();
    });
    this.#frame.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#say();
    });
    this.#fill();
  }

  #fill() {
    this.#frame.value = JSON.stringify(EXAMPLES[this.#example.selectedIndex]);
  }

  #open() {
    const socket = (this.#socket = openSocket());
    this.#show('Connecting…', 'Disconnect', false);
    socket.addEventListener('open', () => this.#show(`Connected, ${socket.protocol || 'no subprotocol'}.`, 'Disconnect', true));
    socket.addEventListener('message', (event) => this.#log.add('←', String(event.data), 'received'));
    socket.addEventListener('close', ({ code, reason }) => {
      this.#socket = null;
      this.#show(`Closed with ${code}${reason ? `: ${reason}` : ''}.`, 'Connect', false);
    });
  }

  #say() {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(this.#frame.value);
    this.#log.add('→', this.#frame.value, 'sent');
  }

  /**
   * @param {string} state
   * @param {string} action
   * @param {boolean} open
   */
  #show(state, action, open) {
    find('#socket-state').textContent = state;
    this.#connect.textContent = action;
    this.#send.disabled = !open;
  }
}
