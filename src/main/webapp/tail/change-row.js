import { element, formatDelay, formatTime } from '../common/format.js';

/** Rows of a megabyte come through; a summary of them must not. */
const MOST_VALUE = 120;
const MOST_FIELDS = 12;

/**
 * @param {any} change
 * @param {number | undefined} delay ms; undefined for a replayed change
 * @returns {HTMLElement} one item of the list; its raw JSON is made when somebody opens it
 */
export function changeRow(change, delay) {
  const item = element('li');
  const details = element('details', 'change-row');
  const summary = element('summary');
  const op = element('span', 'op', change.op);
  op.dataset.op = change.op;
  const time = `${formatTime(change.at)} · ${delay === undefined ? 'replay' : formatDelay(delay)}`;
  summary.append(
    op,
    element('span', 'topic', change.topic),
    element('span', 'row-key', keyText(change.key)),
    what(change),
    element('span', 'row-tx', `tx ${change.tx}`),
    element('span', 'row-position', change.position),
    element('span', 'row-time', time),
  );
  details.dataset.position = change.position;
  details.append(summary);
  details.addEventListener('toggle', () => raw(details, change), { once: true });
  item.append(details);
  return item;
}

/**
 * @param {HTMLElement} details
 * @param {any} change
 */
function raw(details, change) {
  const text = element('pre', 'raw', JSON.stringify(change, null, 2));
  text.tabIndex = 0;
  details.append(text);
}

/** @param {Record<string, unknown> | null} key */
function keyText(key) {
  return Object.entries(key ?? {}).map(([name, value]) => `${name} ${brief(value)}`).join(', ') || '–';
}

/**
 * What happened to the row: for an update only what is different, old → new.
 *
 * @param {any} change
 */
function what(change) {
  const { op, old, new: row, key } = change;
  if (!old && !row) return element('span', 'what', op === 'truncate' ? 'all rows' : '');
  if (op === 'ddl') return element('span', 'what', row.command);
  const names = op === 'update' && change.changed ? change.changed : Object.keys(row ?? old).filter((name) => !(key && name in key));
  const text = element('span', 'what');
  for (const name of names.slice(0, MOST_FIELDS)) text.append(...field(name, op, old, row), ' ');
  if (names.length > MOST_FIELDS) text.append(`and ${names.length - MOST_FIELDS} more`);
  if (change.moved) text.append(element('span', 'name', `(moved ${change.moved})`));
  return text;
}

/**
 * @param {string} name
 * @param {string} op
 * @param {any} old
 * @param {any} row
 */
function field(name, op, old, row) {
  const label = element('span', 'name', `${name} `);
  if (op === 'update' && old && row) {
    return [label, element('span', 'gone', brief(old[name])), ' → ', element('mark', '', brief(row[name]))];
  }
  return [label, element('span', row ? 'value' : 'value gone', brief((row ?? old)[name]))];
}

/** @param {unknown} value */
function brief(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '–';
  return text.length > MOST_VALUE ? `${text.slice(0, MOST_VALUE)}…` : text;
}
