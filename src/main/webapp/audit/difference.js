import { element } from '../common/format.js';

/** Rows of a megabyte come through; what is shown of them must not be. */
const MOST_VALUE = 2_000;

/**
 * What happened to a row, field by field: − what it was, + what it is. Not by colour alone.
 *
 * @param {import('./pages.js').Entry} entry
 */
export function difference(entry) {
  if (entry.op === 'gap') return element('p', 'hint', gapText(entry));
  if (entry.op === 'truncate') return element('p', 'hint', 'All rows of the table were removed at once.');
  if (entry.op === 'ddl') return element('p', 'hint', `The table itself was altered: ${entry.new.command}.`);
  const list = element('dl', 'difference');
  const names = entry.op === 'update' ? (entry.changed ?? []) : Object.keys(entry.new ?? entry.old ?? {});
  for (const name of names) {
    const values = element('dd');
    if (entry.old && name in entry.old) values.append(side('del', '−', 'was', entry.old[name]));
    if (entry.new && name in entry.new) values.append(side('ins', '+', 'is', entry.new[name]));
    list.append(element('dt', '', name), values);
  }
  return list;
}

/** @param {import('./pages.js').Entry} entry */
export const gapText = ({ new: gap }) =>
  `What was changed after ${gap?.after} and until ${gap?.until} is not known (${gap?.reason}): ${gap?.reason === 'skipped'
    ? 'somebody set the audit past it' : 'the log had forgotten it before it was copied'}.`;

/**
 * @param {'del' | 'ins'} name
 * @param {string} mark
 * @param {string} word for those who do not see the mark
 * @param {unknown} value
 */
function side(name, mark, word, value) {
  const part = element(name);
  const sign = element('span', 'mark', mark);
  sign.setAttribute('aria-hidden', 'true');
  part.append(sign, element('span', 'unseen', `${word} `), element('span', value === null ? 'null' : '', text(value)));
  return part;
}

/** @param {unknown} value */
export function text(value) {
  const all = typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
  return all.length > MOST_VALUE ? `${all.slice(0, MOST_VALUE)}… (${all.length} characters)` : all;
}
