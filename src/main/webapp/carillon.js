/**
 * Carillon's browser client: the changes of some topics, in order, for as long as the page lives.
 *
 *     new ChangeStream({ topics: ['stock_price'], onChange: (change) => … }).open();
 *
 * An EventSource, and what that leaves to its user: it comes back after answers other than 200, says when it is
 * behind, and joins stored rows and live changes without a gap.
 */

/** @typedef {'connecting' | 'live' | 'catching-up' | 'offline'} State */

/**
 * @typedef {object} StateDetail
 * @property {string} [reason] why the stream is offline, for people
 * @property {number} [retryAt] ms since 1970 of the next attempt; unknown while EventSource retries itself
 * @property {string} [target] the position at which catching up ends
 */

/**
 * @typedef {object} Arrival
 * @property {string} position the position of the change
 * @property {boolean} replay whether it was committed before the stream began
 * @property {number} at ms since 1970 of its arrival, with fractions
 */

/**
 * @typedef {object} Options
 * @property {string[]} topics exact, `prefix*` or `*`
 * @property {'change' | 'row'} [format]
 * @property {string | null} [lastEventId] where to go on; `earliest` and `latest` work too
 * @property {Record<string, string>} [parameters] more of what `api/events` understands
 * @property {(change: any, arrival: Arrival) => void} [onChange]
 * @property {(state: State, detail: StateDetail) => void} [onState]
 * @property {(reason: string, position: string) => void} [onReset] what was missed can't be replayed
 * @property {() => Promise<string>} [load] reads the stored rows, returns the position from before they were read;
 *   called at first and after each reset, then the stream goes on from there
 * @property {string | URL} [url]
 * @property {(url: string) => EventSource} [connect] for what looks like an EventSource and isn’t one of this tab
 */

const EVENTS = new URL('api/events', import.meta.url);
const BACK_OFF = { first: 500, most: 15_000 };
/** ms. Changes of other topics end a replay unseen, so a silence counts as its end. */
const SILENCE = 1_000;

/**
 * @param {string | null} a
 * @param {string | null} b
 * @returns {number} below, at or above 0; NaN where one of them is not a position
 */
export function comparePositions(a, b) {
  const [left, right] = [a, b].map((text) => /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? ''));
  if (!left || !right) return NaN;
  return Number(left[1]) - Number(right[1]) || Number(left[2]) - Number(right[2]);
}

/** @returns {number} ms since 1970, finer than Date.now() */
export const now = () => performance.timeOrigin + performance.now();

/**
 * @param {Response} response
 * @returns {Promise<string>} what the server says is wrong
 */
export async function explain(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail || problem.title || `The server answers ${response.status}.`;
}

/**
 * EventSource keeps the status and body of a refusal to itself, so ask once more.
 *
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function whyRefused(url) {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), 5_000);
  try {
    const response = await fetch(url, { signal: abort.signal, cache: 'no-store' });
    return response.ok ? 'The stream was closed.' : await explain(response);
  } catch {
    return 'The server can’t be reached.';
  } finally {
    clearTimeout(limit);
    abort.abort();
  }
}

/**
 * @param {Options} options
 * @param {string} lastEventId
 */
function address({ url = EVENTS, topics, format, parameters }, lastEventId) {
  const address = new URL(url, location.href);
  for (const topic of topics) address.searchParams.append('topic', topic);
  const rest = { ...(format && { format }), ...parameters, ...(lastEventId && { lastEventId }) };
  for (const [name, value] of Object.entries(rest)) address.searchParams.set(name, value);
  return address.href;
}

/** Knows whether the stream still repeats what was committed before it began. */
class Replay {
  /** @type {string | null} */
  target = null;
  #heardAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} onSilence */
  begin(onSilence) {
    this.stop();
    this.#heardAt = performance.now();
    const listen = () => {
      const left = SILENCE - (performance.now() - this.#heardAt);
      if (left <= 0) onSilence();
      else this.#timer = setTimeout(listen, left);
    };
    this.#timer = setTimeout(listen, SILENCE);
  }

  /**
   * @param {string | null} position
   * @returns {number} below 0 before the end of the replay, 0 at it
   */
  heard(position) {
    this.#heardAt = performance.now();
    return comparePositions(position, this.target);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}

export class ChangeStream {
  #options;
  #replay = new Replay();
  /** @type {EventSource | null} */
  #source = null;
  /** @type {State | null} */
  #state = null;
  /** @type {string | null} */
  #position = null;
  /** The id that EventSource itself would come back with. @type {string} */
  #sourceId = '';
  #turn = 0;
  #attempts = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  #wake = () => this.#state === 'offline' && this.reconnect();

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
  }

  /** The position of the newest change that was delivered, or where the stream began. */
  get position() {
    return this.#position;
  }

  open() {
    addEventListener('online', this.#wake);
    addEventListener('pageshow', this.#wake);
    this.#say('connecting', {});
    this.#begin();
  }

  close() {
    removeEventListener('online', this.#wake);
    removeEventListener('pageshow', this.#wake);
    this.#drop();
  }

  /** Drops a connection that may be dead without knowing it, and goes on at once from the last position. */
  reconnect() {
    this.#attempts = 0;
    if (this.#state !== 'offline') this.#say('connecting', {});
    this.#again();
  }

  #drop() {
    this.#turn++;
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    this.#replay.stop();
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
      if (turn === this.#turn) this.#retryLater(error instanceof Error ? error.message : String(error));
    }
  }

  #connect() {
    const { lastEventId, connect = (url) => new EventSource(url) } = this.#options;
    this.#sourceId = this.#position ?? lastEventId ?? '';
    const source = (this.#source = connect(address(this.#options, this.#sourceId)));
    /** @type {(type: string, handle: (event: any) => void) => void} */
    const on = (type, handle) => source.addEventListener(type, (event) => source === this.#source && handle(event));
    on('ready', (event) => this.#ready(event));
    on('message', (event) => this.#message(event));
    on('reset', (event) => this.#reset(event));
    on('bye', () => this.#say('offline', { reason: 'The server is restarting.' }));
    on('error', () => this.#lost(source));
  }

  /** @param {MessageEvent} event */
  #ready(event) {
    this.#attempts = 0;
    this.#replay.target = JSON.parse(event.data).position;
    if (event.lastEventId) this.#position = this.#sourceId = event.lastEventId;
    else if (!this.#sourceId || this.#sourceId === 'latest') this.#position = this.#replay.target;
    if (this.#replay.heard(this.#position) >= 0) this.#live();
    else this.#behind();
  }

  /** @param {MessageEvent} event */
  #message(event) {
    const position = event.lastEventId;
    this.#position = this.#sourceId = position;
    const ahead = this.#replay.heard(position);
    if (ahead < 0 && this.#state === 'live') this.#behind();
    this.#options.onChange?.(JSON.parse(event.data), { position, replay: ahead <= 0, at: now() });
    if (ahead >= 0 && this.#state === 'catching-up') this.#live();
  }

  /** @param {MessageEvent} event */
  #reset(event) {
    const { reason, position } = JSON.parse(event.data);
    this.#sourceId = event.lastEventId || this.#sourceId;
    this.#options.onReset?.(reason, position);
    if (this.#options.load) {
      this.#position = null;
      this.reconnect();
    } else {
      this.#position = position;
      this.#live();
    }
  }

  #live() {
    this.#replay.stop();
    this.#say('live', {});
  }

  #behind() {
    this.#say('catching-up', { target: this.#replay.target ?? undefined });
    this.#replay.begin(() => this.#live());
  }

  /** @param {EventSource} source */
  async #lost(source) {
    this.#replay.stop();
    const reason = navigator.onLine ? 'The connection was lost.' : 'This device has no network.';
    const refused = source.readyState === EventSource.CLOSED;
    // Left alone, EventSource comes back by itself and knows ids of heartbeats that no script sees. But it forgets
    // a position that it was told without an id, and after an answer other than 200 it never tries again.
    const remembers = this.#position === null || comparePositions(this.#sourceId, this.#position) >= 0;
    this.#say('offline', { reason });
    if (!refused && this.#sourceId && remembers) return;
    source.close();
    const turn = this.#turn;
    const refusal = refused ? await whyRefused(source.url) : reason;
    if (turn === this.#turn) this.#retryLater(refusal);
  }

  /** @param {string} reason */
  #retryLater(reason) {
    this.#drop();
    // Half random: a thousand tabs that lost one server must not return as one.
    const delay = Math.min(BACK_OFF.most, BACK_OFF.first * 2 ** this.#attempts++) * (0.5 + Math.random() / 2);
    this.#say('offline', { reason, retryAt: now() + delay });
    this.#retry = setTimeout(() => this.#again(), delay);
  }

  /**
   * @param {State} state
   * @param {StateDetail} detail
   */
  #say(state, detail) {
    this.#state = state;
    this.#options.onState?.(state, detail);
  }
}
