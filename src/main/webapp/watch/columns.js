/** What can be asked of a column, by its type, and how a filter says it. */

/**
 * @typedef {{ name: string, type: string }} Column
 * @typedef {'number' | 'text' | 'instant' | 'local' | 'date' | 'boolean' | 'json'} Kind
 *
 * @typedef {object} Comparison
 * @property {string} label
 * @property {string} op in RSQL; one that takes no value has it with it
 * @property {boolean} [bare] takes no value
 * @property {boolean} [several] takes values with commas between
 * @property {(value: string) => string} [write] from what was typed to the filter’s argument
 * @property {(argument: string) => string} [read] and back
 */

const like = (/** @type {string} */ text) => text.replace(/[\\%_]/g, '\\$&');
const unlike = (/** @type {string} */ text) => text.replace(/\\(.)/gs, '$1');
/** A star means anything in a filter, but not to whoever types it into a field. */
const starless = { write: (/** @type {string} */ text) => text.replaceAll('*', '\\*'), read: (/** @type {string} */ text) => text.replaceAll('\\*', '*') };

/** @type {Record<string, Comparison>} */
const ALL = {
  is: { label: 'is', op: '==', ...starless },
  not: { label: 'is not', op: '!=', ...starless },
  more: { label: 'is more than', op: '=gt=' },
  least: { label: 'is at least', op: '=ge=' },
  less: { label: 'is less than', op: '=lt=' },
  most: { label: 'is at most', op: '=le=' },
  after: { label: 'is after', op: '=gt=' },
  from: { label: 'is at or after', op: '=ge=' },
  before: { label: 'is before', op: '=lt=' },
  until: { label: 'is at or before', op: '=le=' },
  contains: { label: 'contains', op: '=ilike=', write: (text) => `%${like(text)}%`, read: (text) => unlike(text.slice(1, -1)) },
  begins: { label: 'begins with', op: '=like=', write: (text) => `${like(text)}%`, read: (text) => unlike(text.slice(0, -1)) },
  ends: { label: 'ends with', op: '=like=', write: (text) => `%${like(text)}`, read: (text) => unlike(text.slice(1)) },
  like: { label: 'is like (% and _)', op: '=like=' },
  in: { label: 'is one of', op: '=in=', several: true, ...starless },
  out: { label: 'is none of', op: '=out=', several: true, ...starless },
  true: { label: 'is true', op: '==true', bare: true },
  false: { label: 'is false', op: '==false', bare: true },
  null: { label: 'is null', op: '=null=true', bare: true },
  some: { label: 'is not null', op: '=null=false', bare: true },
};

const NULLS = ['null', 'some'];
const MOMENTS = ['from', 'after', 'before', 'until', 'is', 'not', ...NULLS];
/** The most likely one first. @type {Record<Kind, string[]>} */
const OFFERED = {
  number: ['is', 'not', 'more', 'least', 'less', 'most', 'in', 'out', ...NULLS],
  text: ['is', 'not', 'contains', 'begins', 'ends', 'like', 'in', 'out', ...NULLS],
  instant: MOMENTS,
  local: MOMENTS,
  date: MOMENTS,
  boolean: ['true', 'false', ...NULLS],
  json: ['is', 'not', 'contains', 'begins', 'ends', 'more', 'least', 'less', 'most', 'in', 'out', ...NULLS],
};

/** What a browser offers to type it in. @type {Record<Kind, string>} */
const INPUTS = { number: 'text', text: 'text', instant: 'datetime-local', local: 'datetime-local', date: 'date', boolean: 'text', json: 'text' };

/** @param {string} type as PostgreSQL writes it, in fewer letters */
export const shortType = (type) => type.replace(/^(time\w*)(.*) with time zone/, '$1tz$2').replace(' without time zone', '').replace('character varying', 'varchar');

/** @param {string} type as PostgreSQL writes it @returns {Kind} */
export function kindOf(type) {
  if (type.endsWith('[]') || /^jsonb?$/.test(type)) return 'json';
  if (/^(smallint|integer|bigint|numeric|real|double precision|oid)\b/.test(type)) return 'number';
  if (/^timestamp.*with time zone$/.test(type)) return 'instant';
  if (/^timestamp\b/.test(type)) return 'local';
  return type === 'date' || type === 'boolean' ? type : 'text';
}

/** @param {Kind} kind @returns {[string, Comparison][]} by name */
export const comparisons = (kind) => OFFERED[kind].map((name) => [name, ALL[name]]);

/** @param {string} name */
export const comparison = (name) => ALL[name];

/** @param {Kind} kind @param {string} name of the comparison */
export const inputType = (kind, name) => (ALL[name].several ? 'text' : INPUTS[kind]);

/** An instant is typed as the clock on the wall here, and sent as one that is the same everywhere. */
export const instants = {
  /** @param {string} local */
  write: (local) => (Number.isNaN(Date.parse(local)) ? local : new Date(local).toISOString()),
  /** @param {string} iso */
  read(iso) {
    const time = new Date(iso);
    if (Number.isNaN(time.getTime())) return iso;
    return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  },
};
