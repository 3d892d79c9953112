/** The stock tracker: stored trades first, then each change as it is committed. */

import { ChangeStream, comparePositions } from '../carillon.js';
import { shared } from '../carillon-shared.js';
import { ask } from '../common/api.js';
import { Connection } from '../common/connection.js';
import { Delays } from '../common/delays.js';
import { find, formatCount, formatDelay } from '../common/format.js';
import { LatestPrices } from './latest-prices.js';
import { PriceChart } from './price-chart.js';
import { Simulation } from './simulation.js';
import { TradeForm } from './trade-form.js';
import { TradeTable } from './trade-table.js';
import { Trades } from './trades.js';

/** Fills the windows of the six symbols that can be told apart, also when some are livelier than others. */
const STORED = 600;

const trades = new Trades();
const delays = new Delays();
const chart = new PriceChart(find('#prices'));
const table = new TradeTable();
const latest = new LatestPrices(draw);
const form = new TradeForm();
let changes = 0;
let loaded = false;
let drawing = false;

const stream = new ChangeStream({
  topics: ['stock_price'],
  connect: shared(),
  load: readStored,
  onChange(change, arrival) {
    changes++;
    // What was replayed says how long this page was away, not how fast the way is.
    const delay = arrival.replay ? undefined : delays.add(change.at, arrival.at);
    trades.apply(change, delay);
    latest.apply(change, arrival.position);
    if (change.op === 'insert') form.seen(change.new);
    if (!arrival.replay) connection.ring();
    draw();
  },
  onState: (state, detail) => {
    connection.onState(state, detail);
    draw();
  },
});
const connection = new Connection(() => stream);

/** @returns {Promise<string>} the position from before the rows were read */
async function readStored() {
  const { value, position } = await ask('GET', `api/stock-prices?limit=${STORED}`);
  if (!position) throw new Error('The server answers without X-Carillon-Position.');
  const since = await latest.load();
  trades.load(value);
  loaded = true;
  return comparePositions(since, position) < 0 ? since : position; // of two nodes, one may be behind
}

/** Once per frame, however many changes came: ten thousand at once are drawn as one. */
function draw() {
  if (drawing || !loaded) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    chart.show(trades.windows());
    table.show(trades.newestFirst());
    latest.show();
    find('#figure-changes').textContent = formatCount(changes);
    find('#figure-delay').textContent = formatDelay(delays.latest);
    find('#figure-median').textContent = formatDelay(delays.median);
    find('#figure-position').textContent = stream.position ?? '–';
  });
}

find('#curl-example').textContent = `curl -N '${new URL('api/events?topic=stock_price', location.href)}'`;
new Simulation();
stream.open();
