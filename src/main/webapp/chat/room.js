import { ChangeStream, comparePositions } from '../carillon.js';
import { ask, query } from './api.js';
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
  /** @type {string[]} */
  channels = [];
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
    this.channel = channel;
    this.users = users;
    this.unread = new Unread(me);
    this.stream = new ChangeStream({
      topics: [`chat/${channel}`, `unread/${me}`, `presence/${channel}`],
      load: () => this.#load(),
      onChange: (change, arrival) => {
        if (change.topic.startsWith('unread/')) this.unread.apply(change);
        else if (change.topic.startsWith('presence/')) this.presence.apply(change);
        else {
          this.messages.apply(change);
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
    const response = await ask(`api/messages?${query({ channel: this.channel, before: floor, limit: PAGE })}`);
    const page = await response.json();
    if (floor === this.messages.floor) this.messages.older(page, hasMore(response));
  }

  /** @returns {Promise<string>} the position from before anything was read */
  async #load() {
    const paths = [
      `api/messages?${query({ channel: this.channel, limit: PAGE })}`,
      `api/unread?${query({ reader: this.me })}`,
      `api/presence?${query({ channel: this.channel })}`,
      'api/users',
      `api/users/${this.me}/channels`,
    ];
    const responses = await Promise.all(paths.map((path) => ask(path)));
    const [messages, unread, presence, users, channels] = await Promise.all(responses.map((response) => response.json()));
    this.messages.load(messages, hasMore(responses[0]));
    this.unread.load(unread);
    this.presence.load(presence);
    this.users.load(users);
    this.channels = channels;
    this.loaded = true;
    return oldest(responses.slice(0, 3).map((response) => response.headers.get('X-Carillon-Position')));
  }
}

/** @param {Response} response */
const hasMore = (response) => /rel="?next"?/.test(response.headers.get('Link') ?? '');

/**
 * Behind a proxy each answer may be another node’s, and one may be behind the other.
 *
 * @param {(string | null)[]} positions
 */
function oldest(positions) {
  const [first] = positions.sort(comparePositions);
  if (!first) throw new Error('The server answers without X-Carillon-Position.');
  return first;
}
