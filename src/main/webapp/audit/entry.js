import { element } from '../common/format.js';
import { difference, gapText, text } from './difference.js';
import { keyText } from './pages.js';

const MOST_FIELDS = 4;
const MOST_VALUE = 40;
const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/**
 * One line of the list; what is different, field by field, is made when somebody opens it.
 *
 * @param {import('./pages.js').Entry} entry
 * @param {(entry: import('./pages.js').Entry) => void} onLife
 */
export function listItem(entry, onLife) {
  const item = element('li');
  const details = element('details', 'change-row audit-entry');
  const summary = element('summary');
  details.dataset.position = entry.position;
  summary.append(
    badge(entry.op),
    element('span', 'topic', entry.op === 'gap' ? 'Not known' : entry.table),
    element('span', 'row-key', keyText(entry) || '–'),
    what(entry),
    element('span', 'who', entry.user ?? 'unknown'),
    time(entry),
  );
  details.append(summary);
  details.addEventListener('toggle', () => open(details, entry, onLife), { once: true });
  item.append(details);
  return item;
}

/**
 * One station of a row’s life.
 *
 * @param {import('./pages.js').Entry} entry
 */
export function station(entry) {
  const item = element('li');
  const head = element('p', 'station');
  item.dataset.position = entry.position;
  item.dataset.op = entry.op;
  head.append(badge(entry.op), ' by ', element('strong', 'who', entry.user ?? 'unknown'), ' ', time(entry));
  item.append(head, difference(entry));
  return item;
}

/**
 * @param {HTMLElement} details
 * @param {import('./pages.js').Entry} entry
 * @param {(entry: import('./pages.js').Entry) => void} onLife
 */
function open(details, entry, onLife) {
  const body = element('div', 'audit-body');
  body.append(difference(entry));
  if (entry.key) {
    const life = element('button', 'small life-of', 'Life of this row');
    life.setAttribute('type', 'button');
    life.addEventListener('click', () => onLife(entry));
    body.append(life);
  }
  body.append(element('p', 'hint tabular', `Position ${entry.position}${entry.tx ? `, transaction ${entry.tx}` : ''}`));
  details.append(body);
}

/** @param {string} op */
function badge(op) {
  const made = element('span', 'op', op);
  made.dataset.op = op;
  return made;
}

/** @param {import('./pages.js').Entry} entry */
function time(entry) {
  const made = element('time', 'row-time', when.format(new Date(entry.at)));
  made.setAttribute('datetime', entry.at);
  return made;
}

/** @param {import('./pages.js').Entry} entry */
function what(entry) {
  const { op, old, new: row, key } = entry;
  if (op === 'gap') return element('span', 'what', gapText(entry));
  if (!old && !row) return element('span', 'what', 'all rows');
  const names = op === 'update' ? (entry.changed ?? []) : Object.keys(row ?? old ?? {}).filter((name) => !(key && name in key));
  const made = element('span', 'what');
  for (const name of names.slice(0, MOST_FIELDS)) {
    made.append(element('span', 'name', `${name} `));
    if (old) made.append(element('span', 'gone', brief(old[name])));
    if (old && row) made.append(' → ');
    if (row) made.append(element(old ? 'mark' : 'span', '', brief(row[name])));
    made.append(' ');
  }
  if (names.length > MOST_FIELDS) made.append(`and ${names.length - MOST_FIELDS} more`);
  return made;
}

/** @param {unknown} value */
function brief(value) {
  const all = text(value);
  return all.length > MOST_VALUE ? `${all.slice(0, MOST_VALUE)}…` : all;
}
