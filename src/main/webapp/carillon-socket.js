/**
 * A WebSocket in place of the event stream, where something on the way holds those back:
 *
 *     new ChangeStream({ topics: ['stock_price'], connect: socket, … }).open();
 *
 * What comes live comes by the socket; what lies before, after a cut as well as at first, is read from the log's pages.
 */

import { comparePositions } from './carillon.js';
import { PagedSource } from './carillon-pages.js';

const GOING_AWAY = 1001;

/** @type {import('./carillon-types.js').Connect} */
export const socket = (url) => new SocketSource(url);

class SocketSource extends PagedSource {
  #socket;
  #unanswered;
  /** The furthest of what had to be dropped. */
  #dropped = '';

  /** @param {string} url */
  constructor(url) {
    super(url);
    const address = new URL('../socket', url);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = (this.#socket = new WebSocket(address, 'carillon.v1'));
    this.#unanswered = this.topics.length;
    const ask = (/** @type {object} */ what) => socket.send(JSON.stringify({ type: 'subscribe', ...this.choice, ...what }));
    socket.onopen = () => this.topics.forEach((topic, ref) => ask({ ref, topic }));
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code }) => {
      if (code === GOING_AWAY) this.fire('bye');
      this.fail();
    };
  }

  close() {
    super.close();
    this.#socket.close();
  }

  /** @param {any} frame */
  #hear({ type, ...frame }) {
    if (this.isClosed) return;
    if (type === 'error') this.fail();
    else if (type === 'subscribed') this.#subscribed(frame.position);
    else if (type === 'reset') this.reset(frame);
    // Before that, a change of one topic may come before an older one of the next; the page has them all, in order.
    else if (this.#unanswered) this.#dropped = later(this.#dropped, frame.position);
    else if (type === 'change') this.live(frame);
    else if (type === 'position') this.reach(frame.position);
  }

  /** @param {string} position */
  #subscribed(position) {
    if (!this.wantsRows) this.position ||= position;
    const goal = later(this.#dropped, position);
    if (--this.#unanswered === 0) this.begin(goal, { unsure: this.topics.length > 1 });
  }
}

/** @param {string} a @param {string} b */
const later = (a, b) => (comparePositions(a, b) > 0 ? a : b);
