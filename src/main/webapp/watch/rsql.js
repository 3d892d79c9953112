/** Conditions as rows of a form, and as the text of a filter. */

import { comparison, comparisons, instants, kindOf } from './columns.js';

/**
 * @typedef {import('./columns.js').Column} Column
 * @typedef {object} Condition
 * @property {string} column
 * @property {string} path into a JSON column, with dots; else empty
 * @property {string} comparison its name
 * @property {string} value as typed
 *
 * @typedef {'all' | 'any'} Join
 */

const JOINS = { all: ';', any: ',' };
const RESERVED = /[\s"'();,=<>!~\\]/;
const NAME = /^[^\s"'();,=<>!~]+$/;
/** One comparison and what joins it with the next; commas within quotes and lists are none of those. */
const PART = /((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\([^()]*\)|[^;,"'()])+)([;,]|$)/gy;
const COMPARISON = /^([^\s"'();,=<>!~]+)(==|!=|=[a-z]+=)(.*)$/s;
const VALUE = /("(?:\\.|[^"\\])*"|[^,]+)(?:,|$)/g;

/** Whether a filter can name it. @param {string} name */
export const canBeNamed = (name) => NAME.test(name);

/** @param {string} text */
const quoted = (text) => (text === '' || RESERVED.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text);
/** @param {string} text */
const unquoted = (text) => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text);

/**
 * @param {Condition} condition
 * @param {Column[]} columns
 * @returns {string} empty as long as there is something to be typed
 */
export function conditionText({ column, path, comparison: name, value }, columns) {
  const { op, bare, several, write = same } = comparison(name);
  const isInstant = kindOf(columns.find((each) => each.name === column)?.type ?? '') === 'instant';
  const selector = path ? `${column}.${path}` : column;
  const argument = (/** @type {string} */ typed) => quoted(write(isInstant ? instants.write(typed) : typed));
  if (bare) return selector + op;
  if (several) {
    const values = value.split(',').map((each) => each.trim()).filter(Boolean);
    return values.length ? `${selector}${op}(${values.map(argument).join(',')})` : '';
  }
  return value === '' ? '' : selector + op + argument(value);
}

/**
 * @param {Condition[]} conditions
 * @param {Join} join
 * @param {Column[]} columns
 */
export const filterText = (conditions, join, columns) =>
  conditions.map((condition) => conditionText(condition, columns)).filter(Boolean).join(JOINS[join]);

/**
 * Takes a filter apart into rows, as far as it is no more than those can show.
 *
 * @param {string} text
 * @param {Column[]} columns
 * @returns {{ conditions: Condition[], join: Join } | null}
 */
export function parse(text, columns) {
  const conditions = [];
  const joins = new Set();
  let read = 0;
  for (const [all, part, join] of text.matchAll(PART)) {
    const condition = conditionOf(part, columns);
    if (!condition) return null;
    conditions.push(condition);
    joins.add(join);
    read += all.length;
  }
  joins.delete('');
  if (read !== text.length || joins.size > 1) return null;
  const join = joins.has(',') ? 'any' : 'all';
  return filterText(conditions, join, columns) === text ? { conditions, join } : null;
}

/** @param {string} part @param {Column[]} columns @returns {Condition | undefined} */
function conditionOf(part, columns) {
  const [, selector, op, argument] = COMPARISON.exec(part) ?? [];
  const column = columns.find(({ name }) => name === selector) ?? columns.find(({ name }) => selector?.startsWith(`${name}.`));
  if (!column) return undefined;
  const kind = kindOf(column.type);
  const path = selector.slice(column.name.length + 1);
  const candidates = comparisons(kind).map(([name, { op: own, bare, several, read = same }]) => {
    const back = (/** @type {string} */ one) => (kind === 'instant' ? instants.read(read(unquoted(one))) : read(unquoted(one)));
    if (bare || own !== op) return { column: column.name, path, comparison: name, value: '' };
    const value = several ? [...argument.slice(1, -1).matchAll(VALUE)].map(([, one]) => back(one)).join(', ') : back(argument);
    return { column: column.name, path, comparison: name, value };
  });
  // Only what would be written so again has been understood
  return candidates.find((candidate) => conditionText(candidate, columns) === part);
}

/** @param {string} text */
const same = (text) => text;
