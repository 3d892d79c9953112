/**
 * One stream for all tabs of an origin, instead of one each: browsers allow six connections to a server over HTTP/1.1,
 * and each stream is a subscriber there.
 *
 *     new ChangeStream({ topics: ['stock_price'], connect: shared(), … }).open();
 *
 * One of them leads: it holds a lock, reads a stream with the topics of all, and tells the others what comes. When it
 * closes or crashes the browser gives the lock to the next, which goes on from the position that it has seen itself. One
 * that the browser is about to freeze gives it away. A leader that hangs loses it once it was not heard for six seconds; or
 * three minutes, where all others are hidden and the browser lets them run only once a minute. Every message says which position it follows upon, so
 * whoever was frozen, or joins with an older place, sees that something lies between and reads it from the log's pages.
 *
 * Web Locks and a BroadcastChannel, not a SharedWorker: that is missing in most of Android’s browsers, says nothing when
 * a tab vanishes, and its errors show up in nobody’s console. Locks need a secure context: over plain HTTP from another
 * host than localhost each tab reads for itself, as without this module. Streams with another `url`, `filter`, `fields`,
 * `ops`, `policy`, `numbers` or `parameters` are shared apart; `format` makes no difference, and a `snapshot` each reads for
 * itself, from the log's pages.
 */

import { ChangeStream, comparePositions } from './carillon.js';
import { PagedSource } from './carillon-pages.js';

const EVERY = 2_000;
/** So many questions without an answer: the leader hangs. Tabs that are only hidden do answer. */
const UNHEARD = 2;
/** ms. Hidden tabs may ask only once a minute. */
const FORGOTTEN = 150_000;
const RUSH = 1_000;

/**
 * @param {import('./carillon-types.js').Connect} [connect] makes what the leader reads; if not given, an EventSource
 * @returns {import('./carillon-types.js').Connect}
 */
export const shared = (connect) => (url) => {
  if (navigator.locks && globalThis.BroadcastChannel) return new SharedSource(url, connect);
  return connect ? connect(url) : new EventSource(url);
};

/** @typedef {{ topics: string[], at: number }} Member */

class SharedSource extends PagedSource {
  #id = crypto.randomUUID();
  #group;
  #connect;
  #channel;
  #timer;
  #queue = new AbortController();
  /** Who is followed, up to where it was heard, and what it reads. @type {string | null} */
  #leader = null;
  #heard = '';
  /** @type {string[]} */
  #read = [];
  #unheard = 0;
  #checked = false;
  // While it leads:
  /** @type {(() => void) | null} */
  #release = null;
  /** @type {ChangeStream | null} */
  #stream = null;
  /** @type {Map<string, Member>} */
  #members = new Map();
  #told = '';
  #state = { state: 'connecting', detail: /** @type {import('./carillon-types.js').StateDetail} */ ({}) };
  #since = 0;
  #rushed = 0;
  // A frozen tab reads no stream, but Chromium still has it answer the others.
  #freeze = () => {
    const release = this.#release;
    this.#queue.abort();
    this.#resign();
    release?.();
  };
  #resume = () => {
    this.#stand();
    this.#call();
  };

  /** @param {string} url @param {import('./carillon-types.js').Connect} [connect] */
  constructor(url, connect) {
    super(url);
    const group = new URL(url);
    for (const own of ['topic', 'format', 'snapshot', 'lastEventId']) group.searchParams.delete(own);
    this.#group = group.href;
    this.#connect = connect;
    this.#channel = new BroadcastChannel(`carillon ${group.href}`);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#timer = setInterval(() => this.#tick(), EVERY);
    document.addEventListener('freeze', this.#freeze);
    document.addEventListener('resume', this.#resume);
    this.#resume();
  }

  close() {
    if (this.isClosed) return;
    super.close();
    clearInterval(this.#timer);
    document.removeEventListener('freeze', this.#freeze);
    document.removeEventListener('resume', this.#resume);
    this.#channel.postMessage({ type: 'leave', from: this.#id });
    this.#stream?.close();
    this.#queue.abort();
    this.#release?.();
    this.#channel.close();
  }

  reconnect() {
    if (this.#release) this.#hurry();
    else this.#channel.postMessage({ type: 'hurry', from: this.#id });
  }

  /** Stands for election, at the end of the queue or, when the leader seems to hang, in its place. @param {boolean} [steal] */
  #stand(steal) {
    this.#queue.abort();
    this.#queue = new AbortController();
    const held = () => !this.isClosed && new Promise((release) => this.#lead(() => release(undefined)));
    const how = steal ? { steal } : { signal: this.#queue.signal };
    navigator.locks.request(`carillon ${this.#group}`, how, held).catch(() => this.#deposed());
  }

  /** Its lock was stolen, or it no longer waits for one. */
  #deposed() {
    if (this.isClosed || !this.#release) return;
    this.#resign();
    this.#resume();
  }

  #resign() {
    this.#release = null;
    this.#stream?.close();
    this.#stream = null;
    this.#leader = null;
  }

  /** @param {() => void} release */
  #lead(release) {
    this.#release = release;
    this.#members.clear();
    this.#since = Date.now();
    this.#told = '';
    this.#follow(union([this.#read, this.topics]), this.place);
  }

  /** @param {string[]} topics @param {string} position */
  #follow(topics, position) {
    let quiet = this.#stream !== null; // nobody needs to know that only its topics have changed
    this.#stream?.close();
    this.#read = topics;
    /** @type {ChangeStream} */
    const stream = new ChangeStream({
      url: this.#group,
      topics,
      lastEventId: position,
      connect: this.#connect,
      onChange: (change) => stream === this.#stream && this.#tell('change', { change }, change.position),
      onReset: (reason, at) => stream === this.#stream && this.#tell('reset', { reset: { reason, position: at } }, at),
      onState: (state, detail) => {
        if (stream !== this.#stream || (quiet && state === 'connecting')) return;
        quiet = false;
        this.#state = { state, detail };
        this.#tell('at', this.#place(), stream.position ?? '');
        if (state === 'offline' && detail.status && detail.status < 500) this.#refused();
      },
    });
    this.#stream = stream;
    stream.open();
  }

  /** One of the topics is not to be had. Each asks for its own, so that only those suffer who want that one. */
  #refused() {
    this.#members.clear();
    if (this.#read.some((topic) => !this.topics.includes(topic))) this.#follow(this.topics, this.#told || this.place);
    else this.fail();
  }

  #hurry() {
    const now = performance.now();
    if (this.#rushed && now - this.#rushed < RUSH) return;
    this.#rushed = now;
    this.#stream?.reconnect();
  }

  #tick() {
    if (this.#release) return this.#forget();
    if (++this.#unheard > UNHEARD) {
      this.#unheard = 0;
      this.#stand(true);
    }
    this.#call();
  }

  /** Reads no more what only those wanted that are gone. */
  #forget() {
    const now = Date.now();
    for (const [id, { at }] of this.#members) if (now - at > FORGOTTEN) this.#members.delete(id);
    const topics = union([this.topics, ...[...this.#members.values()].map((member) => member.topics)]);
    const hasHeardAll = now - this.#since > FORGOTTEN;
    if (hasHeardAll && topics.length < this.#read.length && this.#told) this.#follow(topics, this.#told);
  }

  /** Says what this one wants and how far it is; the leader answers if it has to know more. */
  #call() {
    const { topics } = this;
    const message = { type: 'here', from: this.#id, topics, checked: this.#checked, leader: this.#leader, heard: this.#heard };
    if (!this.isClosed) this.#channel.postMessage(message);
  }

  #place() {
    return { topics: this.#read, ...this.#state };
  }

  /** @param {string} type @param {object} what @param {string} position up to which all is told with it */
  #tell(type, what, position) {
    const message = { type, leader: this.#id, after: this.#told, position, ...what };
    this.#told = position;
    this.#channel.postMessage(message);
    this.#hear(message);
  }

  /** @param {any} message */
  #hear(message) {
    if (this.isClosed || (message.to && message.to !== this.#id)) return;
    if (message.from) return void (this.#release && this.#answer(message));
    // Two may lead for a moment, when one was frozen: it is going to learn from its lock.
    if (this.#release && message.leader !== this.#id) return;
    this.#unheard = 0;
    if (message.type === 'at') return this.#meet(message);
    if (message.type === 'reset') {
      this.#heard = message.position;
      return this.reset(message.reset);
    }
    if (message.type === 'here' || message.leader !== this.#leader) return;
    if (message.after !== this.#heard) return this.#lose();
    this.#heard = message.position;
    this.live(message.change);
  }

  /** Something of the leader's was not heard: it says anew where it is. */
  #lose() {
    this.#leader = null;
    this.#call();
  }

  /** The leader says where it is, and how it fares. @param {any} message */
  #meet({ leader, after, position, topics, state, detail }) {
    const isInStep = leader === this.#leader && after === this.#heard;
    this.#read = topics;
    this.#leader = null;
    if (!position || state === 'offline' || state === 'connecting') return this.fire('state', { state, detail });
    if (!this.topics.every((topic) => topics.includes(topic))) return void this.#check();
    this.#leader = leader;
    this.#heard = position;
    // What the leader has begun with is where it was itself, however that was said.
    const began = leader === this.#id && !this.wantsRows && Number.isNaN(comparePositions(this.position, position));
    if (began) this.position = position;
    if (!isInStep) return this.begin(position, detail);
    this.reach(position);
    this.greet(detail.target ?? position, detail.heldBack);
  }

  /** A topic that doesn't exist would end the stream of all, so its own tab finds that out. */
  async #check() {
    try {
      const { status } = await this.ask({ after: 'latest', limit: '1' });
      if (status >= 400 && status < 500) return this.fail();
      this.#checked = status < 400;
    } catch {
      return; // asked again with the next call
    }
    this.#call();
  }

  /** @param {any} message of a member */
  #answer({ type, from, topics, checked, leader, heard }) {
    if (type === 'leave') return void this.#members.delete(from);
    if (type === 'hurry') return this.#hurry();
    const isNew = !topics.every((/** @type {string} */ topic) => this.#read.includes(topic));
    if (!this.#members.has(from) && this.#state.state === 'offline') this.#hurry();
    this.#members.set(from, { topics, at: Date.now() });
    if (isNew && checked) return this.#follow(union([this.#read, topics]), this.#told || this.place);
    const isInStep = leader === this.#id && heard === this.#told;
    const answer = isInStep ? { type: 'here' } : { type: 'at', ...this.#place() };
    this.#channel.postMessage({ ...answer, leader: this.#id, to: from, after: this.#told, position: this.#told });
  }
}

/** @param {string[][]} lists */
const union = (lists) => [...new Set(lists.flat())];
