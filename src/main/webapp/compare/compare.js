/** The stock tracker's three ways to follow prices, side by side, and what each of them costs. */

import { now } from '../carillon.js';
import { Connection } from '../common/connection.js';
import { element, find, formatCount } from '../common/format.js';
import { Simulation } from '../tracker/simulation.js';
import { drain, poll } from './asking.js';
import { aboutClocks, ahead } from './clock.js';
import { Column, Costs } from './column.js';
import { Ledger } from './ledger.js';
import { Live } from './live.js';
import { Meter } from './meter.js';
import { Rounds } from './rounds.js';
import { LiveWay, Way } from './way.js';
import { FIGURES, figuresOf, tell } from './words.js';

/** @typedef {'v1' | 'v2' | 'v3'} Name */

const NAMES = /** @type {Name[]} */ (['v1', 'v2', 'v3']);
/** Rows that are read first: three symbols’ windows, and more. */
const STORED = 300;
const EVERY = { least: 100, most: 60_000 };
/** ms until the table is read anew when rows have changed, since they may be many; and when that has failed. */
const GATHER = 300;
const AGAIN = 3_000;
const PATIENCE = 20_000;
/** ms */
const SHOW_EVERY = 250;

/** @type {Map<string, number>} */
const colours = new Map();
const costs = new Costs(FIGURES, NAMES);
/** What was shown since the comparison began; null until the stored rows are read. @type {{ v1: Way, v2: Way, v3: LiveWay } | null} */
let ways = null;
let every = Number(find('#pace').value);
/** Why one can’t ask, or empty. */
const trouble = { v1: '', v2: '' };
let begun = 0;
let drawing = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reading;

const live = new Live({
  meter: () => ways?.v3.meter ?? new Meter(),
  load,
  onRow(row, position, replay) {
    if (ways?.v3.hear(row, position)) readAnew(GATHER);
    if (!replay) connection.ring();
  },
  onState(state, detail) {
    if (ways) ways.v3.isLive = state === 'live';
    connection.onState(state, detail);
  },
});
const connection = new Connection(() => live.stream);
const runs = { v1: roundsOf('v1', poll), v2: roundsOf('v2', drain), v3: live };
const columns = { v1: columnOf('v1'), v2: columnOf('v2'), v3: columnOf('v3') };

/** @param {'v1' | 'v2'} name @param {import('./asking.js').Question} question */
function roundsOf(name, question) {
  const ask = async (/** @type {AbortSignal} */ signal) => ways && question(ways[name], signal);
  return new Rounds(ask, () => every, (reason) => (trouble[name] = reason));
}

/** @param {Name} name */
function columnOf(name) {
  return new Column(name, colours, (isRunning) => {
    if (!isRunning) return runs[name].stop();
    ways?.[name].started();
    runs[name].start();
  });
}

function begin() {
  begun++;
  runs.v1.stop();
  runs.v2.stop();
  ways = null;
  for (const name of NAMES) columns[name].isRunning = true;
  live.begin();
}

/** @returns {Promise<string>} the position from before the rows were read */
async function load() {
  const mine = begun;
  const before = ways;
  const { stored, hasOlder, position, date, sentAt } = await readStored(before?.v3.meter);
  if (mine !== begun) return position;
  if (before) {
    before.v3.reset(stored, hasOlder);
    return position;
  }
  const difference = ahead(date, sentAt, now());
  find('#clocks').textContent = aboutClocks(difference);
  const start = { stored, hasOlder, ahead: difference || 0 };
  const ledger = new Ledger(NAMES.length);
  ways = { v1: new Way('v1', ledger, start, draw), v2: new Way('v2', ledger, start, draw), v3: new LiveWay('v3', ledger, start, draw) };
  draw();
  runs.v1.start();
  runs.v2.start();
  return position;
}

/** @param {Meter} [meter] what all three begin with is nobody’s cost */
async function readStored(meter = new Meter()) {
  const sentAt = now();
  const response = await meter.ask(`api/stock-prices?limit=${STORED}`, AbortSignal.timeout(PATIENCE));
  const position = response.headers.get('X-Carillon-Position');
  if (!position) throw new Error('The server answers without X-Carillon-Position.');
  /** @type {import('./way.js').Trade[]} */
  const stored = await meter.json(response);
  return { stored, hasOlder: stored.length === STORED, position, date: response.headers.get('Date'), sentAt };
}

/** Rows of v3 were changed or deleted: how they are now, the table says. @param {number} after ms */
function readAnew(after) {
  reading ??= setTimeout(async () => {
    const take = ways?.v3.readAnew();
    try {
      const { stored, hasOlder } = await readStored(ways?.v3.meter);
      take?.(stored, hasOlder);
      reading = undefined;
    } catch {
      reading = undefined;
      readAnew(AGAIN);
    }
  }, after);
}

/** Once per frame, however many prices came. */
function draw() {
  if (drawing || !ways) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    for (const name of NAMES) {
      const way = ways?.[name];
      if (!way?.fresh) continue;
      columns[name].draw(way);
      way.drawn();
    }
  });
}

function show() {
  for (const name of NAMES) {
    columns[name].say(...stateOf(name), ways !== null);
    if (ways) costs.show(name, figuresOf(ways[name]));
  }
  const sentences = ways ? tell(ways) : ['Nothing yet: the stored prices are still to be read.'];
  find('#verdict').replaceChildren(...sentences.map((sentence) => element('li', '', sentence)));
}

/** @param {Name} name @returns {[import('./column.js').Shown, string]} */
function stateOf(name) {
  if (!columns[name].isRunning) return ['stopped', 'Stopped.'];
  if (name === 'v3') return [connection.shown, { connecting: 'Connecting.', live: 'Live.', 'catching-up': 'Catching up.', offline: 'Offline: see above.' }[connection.shown]];
  if (!ways) return ['connecting', 'Begins when the stored prices are read.'];
  return trouble[name] ? ['offline', `Offline: ${trouble[name]} Trying again.`] : ['live', `Asks each ${formatCount(every)} ms.`];
}

find('#pace-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => event.preventDefault());
find('#pace').addEventListener('change', () => {
  const asked = Number(find('#pace').value);
  const isGood = asked >= EVERY.least && asked <= EVERY.most;
  if (isGood) every = asked;
  const rule = `Milliseconds must be between ${formatCount(EVERY.least)} and ${formatCount(EVERY.most)}. Still each ${formatCount(every)}.`;
  find('#pace-error').textContent = isGood ? '' : rule;
  find('#pace').setAttribute('aria-invalid', String(!isGood));
});
find('#begin').addEventListener('click', begin);
document.addEventListener('visibilitychange', () => {
  if (document.hidden && ways) for (const name of NAMES) ways[name].forgetUndrawn();
});
setInterval(show, SHOW_EVERY);
new Simulation();
begin();
