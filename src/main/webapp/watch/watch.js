/** Any watched table, live: pick it, say which rows, and see what becomes of them. */

import { Connection } from '../common/connection.js';
import { find } from '../common/format.js';
import { Builder } from './builder.js';
import { readChoice, shortName, streamOptions, writeChoice } from './choice.js';
import { FilterCheck } from './filter-check.js';
import { Live } from './live.js';
import { StreamOptions } from './options.js';
import { Recipe } from './recipe.js';
import { Tables } from './tables.js';

/** ms */
const AGAIN = 3_000;

const asked = readChoice();
const check = new FilterCheck();
const recipe = new Recipe();
const tables = new Tables((table) => {
  builder.show(table.columns, '');
  options.show(table, { ...asked, fields: [], ops: [] });
  edited();
});
const builder = new Builder(() => edited());
const options = new StreamOptions(() => edited());
/** @type {Live | null} */
let live = null;
let watched = '';
const idle = /** @type {any} */ ({ reconnect() {} });
const connection = new Connection(() => live?.stream ?? idle);

/** @returns {import('./choice.js').Choice} as the form has it */
const chosen = () => ({ table: tables.picked?.table ?? '', topic: tables.topic, filter: builder.text, ...options.chosen });

function edited() {
  const isPicked = tables.picked !== undefined;
  find('#intro').hidden = isPicked;
  find('#choice').hidden = !isPicked;
  find('#recipes').hidden = !isPicked;
  if (!isPicked) return;
  const choice = chosen();
  find('#choice-title').textContent = `Which rows of ${shortName(choice.table)}?`;
  find('#not-applied').hidden = !live || JSON.stringify(choice) === watched;
  check.soon(streamOptions(choice));
  recipe.show(streamOptions(choice));
}

/** Begins with the rows that match what the form says. @param {string} [until] if they are older than that position, they are loaded anew */
async function watch(until = '') {
  const table = tables.picked;
  const choice = chosen();
  if (!table) return;
  if (!(await check.now(streamOptions(choice)))) {
    if (!live) connection.onState('connecting', { reason: 'Mend the filter, then choose Watch.' });
    return find('#filter-text').focus();
  }
  writeChoice(choice);
  watched = JSON.stringify(choice);
  live?.close();
  live = new Live(table, choice, connection, { until, again: until ? () => void loadAnew('') : null });
  live.open();
  edited();
}

/** The table itself may be another one by now. @param {string} [until] as above */
async function loadAnew(until) {
  try {
    const before = chosen();
    await tables.load();
    const table = tables.pick(before.table, before.topic);
    if (!table) return say(`${before.table} is not watched any more.`);
    builder.show(table.columns, before.filter);
    options.show(table, { ...before, fields: before.fields.filter((name) => table.columns.some((column) => column.name === name)) });
    await watch(until);
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
}

/** @param {string} text */
function say(text) {
  find('#tables-error').textContent = text;
}

async function begin() {
  try {
    await tables.load();
    say('');
  } catch (error) {
    say(`The tables can’t be read: ${/** @type {Error} */ (error).message}. Trying again.`);
    return void setTimeout(begin, AGAIN);
  }
  if (!asked.table) return;
  const table = tables.pick(asked.table, asked.topic);
  if (!table) return say(`${asked.table} is not watched. Pick one that is.`);
  builder.show(table.columns, asked.filter);
  options.show(table, asked);
  edited();
  await watch();
}

find('#reload').addEventListener('click', () => void loadAnew(live?.altered));
find('#topic-value').addEventListener('input', edited);
find('#choice').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  void watch();
});

connection.onState('connecting', { reason: 'Pick a table to watch.' });
void begin();
