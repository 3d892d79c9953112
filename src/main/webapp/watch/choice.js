/** What is watched, kept in the address of the page, so that it can be shared and reloaded. */

/**
 * @typedef {object} Table as `api/watches` has it
 * @property {string} table
 * @property {string} topic
 * @property {string[]} key
 * @property {string[]} ops
 * @property {import('./columns.js').Column[]} columns
 *
 * @typedef {object} Choice
 * @property {string} table
 * @property {string} topic
 * @property {string} filter
 * @property {string[]} fields empty: all
 * @property {string[]} ops empty: all
 * @property {'every' | 'latest'} policy
 * @property {'string' | 'number'} numbers
 */

/** @param {string} name */
const list = (name) => (asked().get(name) ?? '').split(',').filter(Boolean);
const asked = () => new URLSearchParams(location.search);

/** @returns {Choice} */
export const readChoice = () => ({
  table: asked().get('table') ?? '',
  topic: asked().get('topic') ?? '',
  filter: asked().get('filter') ?? '',
  fields: list('fields'),
  ops: list('ops'),
  policy: asked().get('policy') === 'latest' ? 'latest' : 'every',
  numbers: asked().get('numbers') === 'number' ? 'number' : 'string',
});

/** @param {Choice} choice only what differs from what is so anyway */
export function writeChoice({ table, topic, filter, fields, ops, policy, numbers }) {
  const said = {
    table,
    topic,
    filter,
    fields: fields.join(),
    ops: ops.join(),
    policy: policy === 'latest' ? policy : '',
    numbers: numbers === 'number' ? numbers : '',
  };
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value));
  history.replaceState(null, '', `?${query}`);
}

/** @param {Choice} choice @returns {Partial<import('../carillon.js').Options> & { topics: string[] }} what a stream is asked for */
export const streamOptions = ({ topic, filter, fields, ops, policy, numbers }) => ({
  topics: [topic],
  ...(filter && { filter }),
  ...(fields.length && { fields }),
  ...(ops.length && { ops }),
  ...(policy === 'latest' && { policy }),
  ...(numbers === 'string' && { numbers }),
  snapshot: true,
});

/** @param {string} table schema and name */
export const shortName = (table) => table.replace(/^public\./, '');
