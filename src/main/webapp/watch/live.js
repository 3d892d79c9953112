import { ChangeStream, comparePositions } from '../carillon.js';
import { Delays } from '../common/delays.js';
import { find, formatCount, formatDelay, setText } from '../common/format.js';
import { shortName, streamOptions } from './choice.js';
import { Feed } from './feed.js';
import { RowTable } from './row-table.js';
import { Rows } from './rows.js';
import { Why } from './why.js';

/** ms */
const AGAIN = 1_200;

/** @type {Live | null} */
let present = null;
const table = new RowTable();
const why = new Why(() => present?.stream.subscriber ?? '');
const feed = new Feed((position) => why.explain(position));

/** One choice, watched: first the rows that there are, then what becomes of them. */
export class Live {
  #rows;
  #delays = new Delays();
  #table;
  #columns;
  /** The position of the last change of the table itself. */
  altered = '';
  #stale;
  #timer = 0;
  #arrived = 0;
  /** @type {ChangeStream} */
  stream;

  /**
   * @param {import('./choice.js').Table} of
   * @param {import('./choice.js').Choice} choice
   * @param {import('../common/connection.js').Connection} connection
   * @param {{ until: string, again: (() => void) | null }} stale rows from before that position are no use, and asked for again
   */
  constructor(of, choice, connection, stale) {
    this.#stale = stale;
    this.#rows = new Rows(of.key);
    this.#table = of.table;
    this.#columns = of.columns;
    this.stream = new ChangeStream({
      ...streamOptions(choice),
      onChange: (change, arrival) => {
        if (change.table !== this.#table) return; // whose topic begins like ours
        this.#take(change, arrival);
        if (!arrival.replay) connection.ring();
      },
      onSnapshot: (position) => {
        this.#rows.begin(position);
        table.loading(false);
        this.#figures();
      },
      onReset: (reason) => {
        notice(`What was missed can’t be replayed (${reason}): all rows are loaded anew.`);
        this.#rows.begin('');
        table.loading(true);
      },
      onState: (state, detail) => {
        if (present !== this) return;
        connection.onState(state, detail);
        if (state === 'catching-up' && detail.snapshot) table.loading(true);
        this.#figures();
      },
    });
    const columns = choice.fields.length ? of.columns.filter(({ name }) => choice.fields.includes(name)) : of.columns;
    find('#live').hidden = false;
    find('#live-title').textContent = `${shortName(of.table)}, live`;
    find('#live-filter').textContent = choice.filter || 'all rows';
    find('#reload-line').hidden = true;
    notice('');
    feed.clear();
    table.begin(this.#rows, columns, of.key);
  }

  open() {
    present = this;
    this.stream.open();
    this.#timer = setInterval(() => {
      setText(find('#figure-rate'), formatCount(this.#arrived));
      this.#arrived = 0;
      this.#figures();
    }, 1_000);
  }

  close() {
    this.stream.close();
    clearInterval(this.#timer);
    setText(find('#figure-rate'), '0');
  }

  /** @param {any} change @param {import('../carillon-types.js').Arrival} arrival */
  #take(change, arrival) {
    if (change.op === 'ddl') this.#altered(change.position, change.new);
    else this.#rows.apply(change);
    table.draw();
    if (change.op === 'snapshot') return;
    this.#arrived++;
    feed.add(change, arrival.replay ? undefined : this.#delays.add(change.at, arrival.at));
  }

  /**
   * @param {string} position
   * @param {{ command: string, columns: import('./columns.js').Column[] | null }} now
   */
  #altered(position, { command, columns }) {
    this.altered = position;
    // Whoever asks at once may be given the rows of a moment ago, since a crowd shares them
    const { until, again } = this.#stale;
    if (again && comparePositions(position, until) <= 0) return void setTimeout(() => present === this && again(), AGAIN);
    find('#reload-line').hidden = false;
    find('#reload-why').textContent = columns ? `${command}: ${difference(this.#columns, columns)}` : `${command}: the table is gone.`;
    if (columns) this.#columns = columns;
  }

  #figures() {
    setText(find('#figure-rows'), formatCount(this.#rows.count));
    setText(find('#figure-delay'), formatDelay(this.#delays.latest));
    setText(find('#figure-median'), formatDelay(this.#delays.median));
    setText(find('#figure-position'), this.stream.position?.split('/')[0] || '–');
  }
}

/** @param {string} text */
const notice = (text) => setText(find('#live-notice'), text);

/**
 * @param {import('./columns.js').Column[]} before
 * @param {import('./columns.js').Column[]} after
 */
function difference(before, after) {
  const said = [];
  for (const { name, type } of after) {
    const known = before.find((column) => column.name === name);
    if (!known) said.push(`the column ${name} (${type}) has come`);
    else if (known.type !== type) said.push(`${name} is ${type} now`);
  }
  for (const { name } of before) if (!after.some((column) => column.name === name)) said.push(`the column ${name} has gone`);
  return said.length ? `${said.join(', ')}.` : 'the table was altered.';
}
