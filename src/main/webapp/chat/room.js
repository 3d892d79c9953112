import { ChangeStream, comparePositions } from '../carillon.js';
import { ask, query } from '../common/api.js';
import { Latest, latestOf } from './latest.js';
import { Messages } from './messages.js';
import { Presence } from './presence.js';
import { RoomSocket } from './room-socket.js';
import { Unread } from './unread.js';

const PAGE = 50;

/**
 * One user in one channel: what is stored of it, and then each change, on one stream. Left for another, it is closed, and
 * what still comes for it is nobody’s.
 */
export class Room {
  messages = new Messages();
  presence = new Presence();
  latest = new Latest();
  loaded = false;
  live = false;

  /**
   * @param {object} options
   * @param {number} options.me
   * @param {string} options.channel
   * @param {import('./users.js').Users} options.users
   * @param {() => void} options.onChange something is to be shown anew
   * @param {(message: any, replay: boolean) => void} options.onMessage
   * @param {(user: number) => void} options.onTyping
   * @param {(state: import('../carillon.js').State, detail: import('../carillon.js').StateDetail) => void} options.onState
   */
  constructor({ me, channel, users, onChange, onMessage, onTyping, onState }) {
    this.me = me;
    this.refresh = () => this.latest.refresh(me, onChange);
    this.channel = channel;
    this.users = users;
    this.unread = new Unread(me);
    this.stream = new ChangeStream({
      topics: [`chat/${channel}`, `unread/${me}`, `presence/${channel}`],
      load: () => this.#load(),
      onChange: (change, arrival) => {
        if (change.topic.startsWith('unread/')) {
          this.unread.apply(change);
          void this.refresh(); // where somebody is sent something, there is something newer
        } else if (change.topic.startsWith('presence/')) this.presence.apply(change);
        else {
          this.messages.apply(change);
          void this.refresh();
          onMessage(change, arrival.replay);
        }
        onChange();
      },
      onState: (state, detail) => {
        this.live = state === 'live';
        onState(state, detail);
        onChange();
      },
    });
    this.socket = new RoomSocket({ user: me, channel, onTyping: (user) => user !== me && onTyping(user) });
  }

  open() {
    this.stream.open();
    this.socket.open();
  }

  close() {
    this.stream.close();
    this.socket.close();
  }

  /** Asks for the page before the oldest message. */
  async older() {
    const { floor } = this.messages;
    const path = `api/messages?${query({ channel: this.channel, before: floor, limit: PAGE })}`;
    const { value, hasMore } = await ask('GET', path);
    if (floor === this.messages.floor) this.messages.older(value, hasMore);
  }

  /** @returns {Promise<string>} the position from before anything was read */
  async #load() {
    const paths = [
      `api/messages?${query({ channel: this.channel, limit: PAGE })}`,
      `api/unread?${query({ reader: this.me })}`,
      `api/presence?${query({ channel: this.channel })}`,
      'api/users',
      latestOf(this.me),
    ];
    const [messages, unread, presence, users, latest] = await Promise.all(paths.map((path) => ask('GET', path)));
    this.messages.load(messages.value, messages.hasMore);
    this.unread.load(unread.value);
    this.presence.load(presence.value);
    this.users.load(users.value);
    this.latest.load(latest.value);
    this.loaded = true;
    return oldest([messages, unread, presence, latest].map(({ position }) => position));
  }
}

/**
 * Behind a proxy each answer may be another node’s, and one may be behind the other.
 *
 * @param {string[]} positions
 */
function oldest(positions) {
  if (positions.includes('')) throw new Error('The server answers without X-Carillon-Position.');
  return positions.sort(comparePositions)[0];
}
