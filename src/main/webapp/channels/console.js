import { BackOff } from '../common/back-off.js';
import { element, find } from '../common/format.js';
import { openSocket } from '../common/socket.js';
import { Log } from '../tail/log.js';
import { parse, quoted } from './statement.js';

const EXAMPLES = ['LISTEN demo;', "NOTIFY demo, 'Hello';", 'NOTIFY demo;', 'UNLISTEN demo;', 'UNLISTEN *;'];

/**
 * LISTEN, NOTIFY and UNLISTEN over the WebSocket. It comes back when it is cut off and listens to the same channels again,
 * and says that what was sent meanwhile is gone.
 */
export class Console {
  #log = new Log('#console-log');
  #input = find('#console-input');
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {Set<string>} */
  #channels = new Set();
  /** What the server has yet to answer, by ref. @type {Map<number, import('./statement.js').Statement>} */
  #asked = new Map();
  #refs = 0;
  #backOff = new BackOff();
  #isLost = false;
  /** @type {string[]} */
  #history = [];
  #at = 0;

  constructor() {
    find('#console-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.run(this.#input.value);
    });
    this.#input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#recall(event));
    for (const example of EXAMPLES) {
      const chip = element('button', 'chip mono', example);
      chip.setAttribute('type', 'button');
      chip.addEventListener('click', () => {
        this.#input.value = example;
        this.run(example);
      });
      find('#console-examples').append(chip);
    }
  }

  open() {
    const socket = (this.#socket = openSocket());
    socket.addEventListener('open', () => this.#opened());
    socket.addEventListener('message', (event) => this.#hear(JSON.parse(event.data)));
    socket.addEventListener('close', () => this.#lost());
  }

  /** @param {string} text */
  run(text) {
    if (!text.trim()) return;
    this.#history.push(text);
    this.#at = this.#history.length;
    this.#log.add('=>', text.trim(), 'sent');
    try {
      this.#ask(parse(text));
    } catch (error) {
      this.#log.add('ERROR:', /** @type {Error} */ (error).message, 'bad');
    }
  }

  /** @param {import('./statement.js').Statement} statement */
  #ask(statement) {
    if (this.#socket?.readyState !== WebSocket.OPEN) throw new Error('not connected to the server');
    if (statement.channel === '*') {
      if (this.#channels.size === 0) this.#log.add('UNLISTEN', '', 'received');
      for (const channel of this.#channels) this.#ask({ type: 'unlisten', channel });
      return;
    }
    const ref = ++this.#refs;
    this.#asked.set(ref, statement);
    this.#socket.send(JSON.stringify({ ref, ...statement }));
  }

  /** @param {any} frame */
  #hear(frame) {
    if (frame.type === 'notification') return this.#notified(frame);
    const asked = this.#asked.get(frame.ref);
    this.#asked.delete(frame.ref);
    if (frame.type === 'error') return this.#log.add('ERROR:', frame.detail, 'bad');
    if (!asked) return;
    if (asked.type === 'listen') this.#channels.add(asked.channel);
    if (asked.type === 'unlisten') this.#channels.delete(asked.channel);
    this.#log.add(asked.type === 'publish' ? 'NOTIFY' : asked.type.toUpperCase(), '', 'received');
    this.#showChannels();
  }

  /** @param {{ channel: string, pid: number, payload: string }} notification */
  #notified({ channel, pid, payload }) {
    const what = payload === '' ? '' : ` with payload "${payload}"`;
    this.#log.add('*', `Asynchronous notification "${channel}"${what} received from server process with PID ${pid}.`, 'received');
  }

  #opened() {
    this.#backOff.succeeded();
    this.#isLost = false;
    find('#console-state').textContent = 'Connected.';
    const again = [...this.#channels];
    this.#channels.clear();
    for (const channel of again) this.#ask({ type: 'listen', channel });
  }

  #lost() {
    this.#socket = null;
    for (const { type, channel } of this.#asked.values()) {
      if (type === 'listen') this.#channels.add(channel);
      else this.#log.add('?', `Nobody knows whether ${type === 'publish' ? 'NOTIFY' : 'UNLISTEN'} ${quoted(channel)} was done.`, 'bad');
    }
    this.#asked.clear();
    if (!this.#isLost) this.#log.add('—', 'The connection was lost. What is notified until it is back is gone.', 'bad');
    find('#console-state').textContent = 'Not connected. Trying again.';
    this.#isLost = true;
    setTimeout(() => this.open(), this.#backOff.failed());
  }

  #showChannels() {
    find('#console-channels').textContent = [...this.#channels].map(quoted).join(', ') || 'nothing';
  }

  /** @param {KeyboardEvent} event */
  #recall(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || this.#history.length === 0) return;
    event.preventDefault();
    this.#at = Math.max(0, Math.min(this.#history.length, this.#at + step));
    this.#input.value = this.#history[this.#at] ?? '';
  }
}
