/** Waiting for a row by plain HTTP: what a script would do, seen from inside. */

import { ask } from '../common/api.js';
import { Connection } from '../common/connection.js';
import { find, formatDelay, formatTime } from '../common/format.js';
import { Log } from '../tail/log.js';
import { LongPoll } from './long-poll.js';
import { Queue } from './queue.js';

const exchange = new Log('#exchange');
const queue = new Queue();
let job = Number(new URLSearchParams(location.search).get('job')) || 0;
let askedAt = 0;

const poll = new LongPoll({
  load,
  onChange: (change) => {
    if (change.op !== 'ddl') show(change.moved === 'out' ? null : change.new); // of the table itself: its new is no row
    connection.ring();
  },
  onAsk: (path) => {
    askedAt = performance.now();
    exchange.add('→ GET', path, 'sent');
  },
  onAnswer: ({ changes, position }, ms) => {
    const what = changes.length === 0 ? 'nothing has changed' : changes.map(brief).join(' ');
    exchange.add(`← after ${formatDelay(ms)}, position ${position}:`, what, 'received');
  },
  onState: (state, detail) => connection.onState(state, detail),
});
const connection = new Connection(() => /** @type {any} */ (poll));

/** @returns {Promise<string>} the position from before the row was read */
async function load() {
  const known = job ? await ask('GET', `api/jobs/${job}`) : await ask('POST', 'api/jobs', {});
  if (!known.position) throw new Error('The server answers without X-Carillon-Position.');
  job = known.value.id;
  poll.topic = `job/${job}`;
  queue.of(job);
  history.replaceState(null, '', `?job=${job}`);
  show(known.value);
  const address = new URL(`api/changes?topic=job/${job}&after=latest&wait=30`, location.href);
  find('#curl-example').textContent = `curl '${address}'`;
  find('#psql-example').textContent = `UPDATE job SET state = 'done' WHERE id = ${job};`;
  find('#job-id').textContent = String(job);
  find('#job-topic').textContent = `job/${job}`;
  return known.position;
}

/** @param {{ state: string, note: string, changed_at: string } | null} row */
function show(row) {
  const state = find('#job-state');
  state.textContent = row ? row.state : 'deleted';
  state.dataset.state = row?.state ?? 'failed';
  find('#job-note').textContent = row?.note ?? '';
  find('#job-time').textContent = row ? `since ${formatTime(row.changed_at)}` : '';
}

/** @param {any} change */
const brief = ({ op, key, old, new: row }) => JSON.stringify({ op, key, old: old?.state, new: row?.state, note: row?.note });

setInterval(() => {
  const seconds = Math.round((performance.now() - askedAt) / 1_000);
  find('#wait-state').textContent = document.body.dataset.state === 'live' ? `Waiting for ${seconds} s; asks again after 30.` : 'Not waiting: what is shown may be old.';
}, 1_000);

find('#job-new').addEventListener('click', () => {
  job = 0;
  poll.begin();
});

find('#change-form').addEventListener('submit', async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const state = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? 'running';
  const error = find('#change-error');
  try {
    await ask('PUT', `api/jobs/${job}`, { state, note: find('#change-note').value });
    error.textContent = '';
    find('#change-note').removeAttribute('aria-invalid');
  } catch (refusal) {
    error.textContent = /** @type {Error} */ (refusal).message;
    find('#change-note').setAttribute('aria-invalid', 'true');
  }
});

poll.begin();
