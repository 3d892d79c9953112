/**
 * Carillon's browser client: the changes of some topics, in order, for as long as the page lives.
 *
 *     new ChangeStream({ topics: ['stock_price'], onChange: (change) => … }).open();
 *
 * An EventSource that comes back after any answer, says when it is behind or held back, and joins stored rows, by `load`
 * or `snapshot`, and live changes without a gap. Where wanted: `carillon-shared.js` (one stream for all tabs),
 * `carillon-socket.js` (a WebSocket), `carillon-resume.js` (goes on after a reload).
 */

/**
 * @typedef {import('./carillon-types.js').State} State
 * @typedef {import('./carillon-types.js').StateDetail} StateDetail
 * @typedef {import('./carillon-types.js').Options} Options
 */

import { address } from './carillon-address.js';
import { whyRefused } from './carillon-problem.js';

const AWAKE = ['online', 'pageshow'];
const BACK_OFF = { first: 500, most: 15_000 };
/** ms. Changes of other topics end a replay unseen, so silence does. */
const SILENCE = 1_000;
/** ms. Who waits longer asks whether something on the way holds things back. */
const GREETING = 3_000;

/** @param {string | null} a @param {string | null} b @returns {number} NaN where one of them is not a position */
export function comparePositions(a, b) {
  const [left, right] = [a, b].map((text) => /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? ''));
  if (!left || !right) return NaN;
  return Number(left[1]) - Number(right[1]) || Number(left[2]) - Number(right[2]);
}

/** @returns {number} ms since 1970, finer than Date.now() */
export const now = () => performance.timeOrigin + performance.now();

export class ChangeStream {
  #options;
  /** @type {import('./carillon-types.js').Source | null} */
  #source = null;
  /** @type {State} */
  #state = 'offline';
  /** @type {StateDetail} */
  #detail = {};
  /** What stays true over several states. @type {StateDetail} */
  #marks = {};
  /** @type {string | null} */
  #position = null;
  /** The id that EventSource itself would come back with. */
  #sourceId = '';
  /** Where replay ends. @type {string | null} */
  #target = null;
  #turn = 0;
  #attempts = 0;
  #retry = 0;
  #doubt = 0;
  #silence = 0;
  /** ms from commit to here at best, as clocks have it. */
  #least = Infinity;
  #late = 0;
  /** Whether a snapshot's rows come, before all changes. */
  #gathers = false;
  /** By which the server knows it. */
  subscriber = '';
  #wake = () => this.#state === 'offline' && this.reconnect();

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
  }

  /** Where it would go on: behind the newest change that was delivered, where it began, or within a snapshot. */
  get position() {
    return this.#position;
  }

  open() {
    for (const type of AWAKE) addEventListener(type, this.#wake);
    this.#say('connecting');
    this.#begin();
  }

  close() {
    for (const type of AWAKE) removeEventListener(type, this.#wake);
    this.#drop();
  }

  /** Drops a connection that may be dead, unaware, and goes on at once where it was. */
  reconnect() {
    this.#attempts = 0;
    if (this.#source?.reconnect) return this.#source.reconnect();
    if (this.#state !== 'offline') this.#say('connecting');
    this.#again();
  }

  #drop() {
    this.#turn++;
    this.#source?.close();
    this.#source = null;
    for (const timer of [this.#retry, this.#doubt, this.#silence]) clearTimeout(timer);
  }

  #again() {
    this.#drop();
    if (this.#position) this.#connect();
    else this.#begin();
  }

  async #begin() {
    const { load } = this.#options;
    const turn = this.#turn;
    try {
      const position = load ? await load() : null;
      if (turn !== this.#turn) return;
      this.#position = position;
      this.#connect();
    } catch (error) {
      if (turn === this.#turn) this.#retryLater({ reason: String(/** @type {any} */ (error)?.message ?? error) });
    }
  }

  #connect() {
    const { lastEventId, connect } = this.#options;
    this.#sourceId = this.#position ?? lastEventId ?? '';
    const url = address(this.#options, this.#sourceId);
    const source = (this.#source = connect ? connect(url) : new EventSource(url));
    /** @type {(type: string, handle: (data: any, id: string) => void) => void} */
    const on = (type, handle) =>
      source.addEventListener(type, (/** @type {any} */ { data, lastEventId }) => {
        if (source === this.#source) handle(typeof data === 'string' ? JSON.parse(data) : data, lastEventId);
      });
    on('ready', (data, id) => this.#ready(data, id));
    on('message', (change, id) => this.#message(change, id));
    on('snapshot', (data, id) => this.#complete(data, id));
    on('position', (_, id) => (this.#position = this.#sourceId = id));
    on('reset', (data, id) => this.#reset(data, id));
    on('state', ({ state, detail }) => this.#say(state, detail));
    on('bye', () => this.#say('offline', { reason: 'The server is restarting.' }));
    on('error', () => this.#lost(source));
    this.#marks.heldBack = undefined;
    this.#least = Infinity;
    this.#late = 0;
    if (!connect) this.#doubt = setTimeout(() => this.#probe(url), GREETING);
  }

  /** @param {string} url */
  async #probe(url) {
    const turn = this.#turn;
    const ms = await import('./carillon-probe.js').then(({ heldBack }) => heldBack(url)).catch(() => 0);
    if (turn !== this.#turn || !ms) return;
    this.#marks.heldBack = ms;
    this.#say(this.#state, this.#detail);
  }

  /** @param {{ position: string, heldBack?: number, subscriber?: string }} data @param {string} id */
  #ready({ position, heldBack, subscriber = '' }, id) {
    clearTimeout(this.#doubt);
    this.#attempts = 0;
    if (heldBack) this.#marks.heldBack = heldBack;
    this.#target = position;
    this.subscriber = subscriber;
    this.#gathers = false;
    if (!id && this.#options.snapshot) return this.#gather();
    if (id) this.#position = this.#sourceId = id;
    else if (!this.#sourceId || this.#sourceId === 'latest') this.#position = position;
    if (comparePositions(this.#position, position) >= 0) this.#live();
    else this.#behind();
  }

  /** @param {any} change @param {string} position */
  #message(change, position) {
    this.#position = this.#sourceId = position;
    if (this.#gathers) return this.#options.onChange?.(change, { position, replay: true, at: now() });
    const ahead = comparePositions(position, this.#target);
    if (ahead < 0) this.#behind();
    this.#options.onChange?.(change, { position, replay: ahead <= 0, at: now() });
    if (ahead >= 0 && this.#state === 'catching-up') this.#live();
    if (ahead > 0 && !this.#options.connect) this.#weigh(now() - Date.parse(change.at));
  }

  /** @param {number} delay */
  #weigh(delay) {
    this.#least = Math.min(this.#least, delay);
    if (delay > this.#least + GREETING && ++this.#late === 5) this.#probe(this.#source?.url ?? '');
  }

  /** @param {{ reason: string, position: string }} reset @param {string} id */
  #reset({ reason, position }, id) {
    const { load, snapshot, onReset } = this.#options;
    this.#sourceId = id || this.#sourceId;
    this.#position = load || snapshot ? null : position;
    if (!load && !snapshot && !onReset) this.#marks.reset = { reason, position };
    onReset?.(reason, position);
    if (snapshot) return this.#gather();
    if (!load) return this.#live();
    this.#say('connecting');
    this.#again();
  }

  #gather() {
    clearTimeout(this.#silence);
    this.#gathers = true;
    this.#say('catching-up', { snapshot: true });
  }

  /** @param {{ position: string }} data @param {string} id */
  #complete({ position }, id) {
    this.#gathers = false;
    this.#position = this.#sourceId = id;
    this.#options.onSnapshot?.(position);
    if (comparePositions(id, this.#target) >= 0) this.#live();
    else this.#behind();
  }

  #live() {
    clearTimeout(this.#silence);
    this.#say('live');
  }

  #behind() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#live(), SILENCE);
    if (this.#state !== 'catching-up' || this.#detail.snapshot) this.#say('catching-up', { target: this.#target ?? undefined });
  }

  /** @param {import('./carillon-types.js').Source} source */
  async #lost(source) {
    clearTimeout(this.#silence);
    const lost = { reason: navigator.onLine ? 'The connection was lost.' : 'This device has no network.' };
    const refused = source.readyState === EventSource.CLOSED;
    // EventSource comes back by itself, and knows heartbeats' ids, which no script sees. But it forgets a position
    // that had no id, and after an answer other than 200 it never tries again.
    const at = this.#position;
    const remembers = at === null || at === this.#sourceId || comparePositions(this.#sourceId, at) >= 0;
    this.#say('offline', lost);
    if (!refused && this.#sourceId && remembers) return;
    source.close();
    const turn = this.#turn;
    const refusal = refused ? await whyRefused(source.url) : lost;
    if (turn === this.#turn) this.#retryLater(refusal);
  }

  /** @param {StateDetail} refusal */
  #retryLater(refusal) {
    this.#drop();
    // Half random: a thousand tabs that lost one server must not return as one.
    const delay = Math.min(BACK_OFF.most, BACK_OFF.first * 2 ** this.#attempts++) * (0.5 + Math.random() / 2);
    this.#say('offline', { ...refusal, retryAt: now() + delay });
    this.#retry = setTimeout(() => this.#again(), delay);
  }

  /** @param {State} state @param {StateDetail} [detail] */
  #say(state, detail = {}) {
    this.#state = state;
    this.#detail = detail;
    this.#options.onState?.(state, { ...detail, ...this.#marks });
  }
}
