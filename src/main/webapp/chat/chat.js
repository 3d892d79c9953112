/** The chat: one user in one channel at a time, and what waits in all the others. */

import { Connection } from '../common/connection.js';
import { find } from '../common/format.js';
import { ChannelChoice } from './channel-choice.js';
import { Composer } from './composer.js';
import { Digest } from './digest.js';
import { MessageList } from './message-list.js';
import { People } from './people.js';
import { Room } from './room.js';
import { Typing } from './typing.js';
import { Users } from './users.js';

const LOBBY = 'lobby';
const users = new Users();
const typing = new Typing(users.nameOf);
const asked = new URLSearchParams(location.search);
let room = enter(Number(asked.get('user')) || 1, asked.get('channel') || LOBBY);
/** The room that the page’s fixed parts speak of. @type {Room | null} */
let addressed = null;
let drawing = false;

const connection = new Connection(() => room.stream);
const list = new MessageList(loadOlder, draw);
const people = new People(
  (user) => move(user, isDirect(room.channel) ? LOBBY : room.channel),
  (user) => move(room.me, users.direct(room.me, user) ?? room.channel),
);
const choice = new ChannelChoice((channel) => move(room.me, channel));
const digest = new Digest();
const composer = new Composer(() => room, () => room.socket.typing());

/**
 * @param {number} me
 * @param {string} channel
 * @returns {Room}
 */
function enter(me, channel) {
  /** @type {Room} */
  const entered = new Room({
    me,
    channel,
    users,
    onChange: () => entered === room && draw(),
    onMessage: (change, replay) => {
      if (replay || change.op !== 'insert') return;
      typing.done(change.new.sender);
      connection.ring();
    },
    onTyping: (user) => typing.heard(user),
    onState: (state, detail) => {
      if (entered !== room) return;
      connection.onState(state, detail);
      if (state === 'live') void digest.refresh();
    },
  });
  return entered;
}

/**
 * @param {number} me
 * @param {string} channel
 */
function move(me, channel) {
  if (me === room.me && channel === room.channel) return;
  room.close();
  typing.clear();
  list.clear();
  room = enter(me, channel);
  const url = new URL(location.href);
  url.search = new URLSearchParams({ user: String(me), channel }).toString();
  history.replaceState(null, '', url);
  address();
  room.open();
}

async function loadOlder() {
  const notice = find('#notice');
  notice.textContent = '';
  try {
    await room.older();
  } catch (refusal) {
    notice.textContent = /** @type {Error} */ (refusal).message;
  }
  draw();
}

/** Once per frame, however much came; a tab that nobody sees has no frames, but a title. */
function draw() {
  if (drawing) return;
  drawing = true;
  const paint = () => {
    drawing = false;
    show();
  };
  if (document.hidden) setTimeout(paint, 100);
  else requestAnimationFrame(paint);
}

function show() {
  const { me, channel, messages, unread, presence, loaded } = room;
  find('#log').setAttribute('aria-busy', String(!loaded));
  if (!loaded) return;
  if (addressed !== room) address();
  const above = unread.count(channel, messages.floor);
  list.show(messages, me, users.nameOf, above ? unread.text(above) : '');
  if (!document.hidden && list.atEnd) markSeen();
  composer.shown((id) => messages.has(id));
  people.show(users, me, presence.here());
  digest.of(me);
  choice.show(channelsOf(room));
  const waiting = unread.count();
  document.title = `${waiting ? `(${unread.text(waiting)}) ` : ''}Chat · Carillon`;
}

function address() {
  const title = users.title(room.channel, room.me);
  find('#room-title').textContent = isDirect(room.channel) ? `@ ${title}` : title;
  find('#sql-example').textContent = `INSERT INTO conversation\nVALUES ('${users.nameOf(room.me)}', '${room.channel.replaceAll("'", "''")}', 'Hello');`;
  composer.address(room.channel, title);
  addressed = room;
}

/** What is on the screen has been seen; where one has scrolled away from the end, it waits. */
function markSeen() {
  void room.unread.seen(room.messages.shown().map(({ id }) => id));
}

/** @param {Room} of */
function channelsOf({ me, channel, latest, unread }) {
  const names = new Set([LOBBY, ...latest.channels, ...unread.channels, channel]);
  return [...names]
    .sort((a, b) => Number(isDirect(a)) - Number(isDirect(b)) || Number(b === LOBBY) - Number(a === LOBBY) || a.localeCompare(b))
    .map((name) => {
      const count = unread.count(name);
      const last = latest.in(name);
      return {
        name,
        title: users.title(name, me),
        said: last ? `${users.nameOf(last.sender)}: ${last.content}` : '',
        waiting: count ? unread.text(count) : '',
        current: name === channel,
      };
    });
}

/** @param {string} channel */
function isDirect(channel) {
  return channel.startsWith('direct/');
}

document.addEventListener('visibilitychange', () => {
  drawing = false; // a frame that was asked for before may never come
  draw();
  if (document.hidden) return;
  void digest.refresh();
  void room.refresh(); // what was deleted in another channel, nobody has told
});
setInterval(() => {
  if (!room.loaded || !room.live) return;
  if (!room.presence.here().has(room.me)) room.socket.missed();
  draw();
}, 1_000);
room.open();
