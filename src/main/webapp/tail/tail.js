/** The live tail: what is committed, as it arrives. */

import { ResumedStream } from '../carillon-resume.js';
import { shared } from '../carillon-shared.js';
import { Connection } from '../common/connection.js';
import { Delays } from '../common/delays.js';
import { find, formatCount, formatDelay } from '../common/format.js';
import { ChangeList } from './change-list.js';
import { ChannelPanel } from './channel-panel.js';
import { SocketPanel } from './socket-panel.js';
import { TopicChoice } from './topic-choice.js';

const list = new ChangeList();
const delays = new Delays();
const choice = new TopicChoice((topics) => follow(topics, stream.position));
let arrived = 0;

let stream = streamOf(choice.chosen, null);
const connection = new Connection(() => stream, showStatus);

/**
 * @param {string[]} topics
 * @param {string | null} lastEventId
 */
function streamOf(topics, lastEventId) {
  return new ResumedStream({
    topics,
    lastEventId,
    connect: shared(),
    onChange(change, arrival) {
      arrived++;
      list.add(change, arrival.replay ? undefined : delays.add(change.at, arrival.at));
      if (!arrival.replay) connection.ring();
    },
    onState: (state, detail) => connection.onState(state, detail),
    onReset: (reason, position) => notice(`Reset (${reason}): what came before ${position} can’t be replayed. Live from there.`),
  });
}

/**
 * @param {string[]} topics
 * @param {string | null} lastEventId
 */
function follow(topics, lastEventId) {
  stream.close();
  notice('');
  stream = streamOf(topics, lastEventId);
  stream.open();
}

/** @param {string} text */
function notice(text) {
  find('#tail-notice').textContent = text;
}

/** @param {import('../common/server-status.js').Status} status */
function showStatus(status) {
  choice.know(status.topics ?? []);
  find('#figure-lag').textContent = formatCount(status.lag ?? 0);
  find('#figure-sse').textContent = formatCount(status.subscribers?.sse ?? 0);
  find('#figure-websocket').textContent = formatCount(status.subscribers?.websocket ?? 0);
}

find('#resume-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const position = find('#resume-input').value.trim();
  if (!position) return;
  // The same changes come again, so the list starts anew rather than showing them twice.
  list.clear();
  follow(choice.chosen, position);
});

setInterval(() => {
  if (document.hidden) return void (arrived = 0);
  find('#figure-rate').textContent = formatCount(arrived);
  find('#figure-median').textContent = formatDelay(delays.median);
  find('#figure-position').textContent = stream.position ?? '–';
  arrived = 0;
}, 1_000);

new ChannelPanel();
new SocketPanel();
stream.open();
