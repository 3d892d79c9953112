import { query, request } from '../common/api.js';

/**
 * @typedef {object} Entry
 * @property {string} position
 * @property {string} at
 * @property {string | null} user
 * @property {string} op
 * @property {string} table
 * @property {Record<string, unknown> | null} key
 * @property {Record<string, unknown> | null} old
 * @property {Record<string, unknown> | null} new
 * @property {string[] | null} changed
 * @property {string} tx
 *
 * @typedef {object} Page
 * @property {Entry[]} entries newest first
 * @property {boolean} more whether there are older ones
 * @property {string} position how far the audit has got
 */

/**
 * @param {Record<string, string>} filter
 * @param {Record<string, string>} [place] `before` or `after` a position, `limit`
 * @returns {Promise<Page>}
 * @throws {import('../common/api.js').Refusal}
 */
export async function readPage(filter, place = {}) {
  const response = await request(`api/audit?${query({ ...filter, ...place })}`, { headers: { Accept: 'application/json' } });
  return {
    entries: exact(await response.text()),
    more: response.headers.has('Link'),
    position: response.headers.get('X-Carillon-Position') ?? '',
  };
}

/**
 * Numbers as they are written: JavaScript would make 1.5 of 1.50, and another number of a long one.
 *
 * @param {string} json
 */
const exact = (json) =>
  JSON.parse(json, /** @type {any} */ ((/** @type {string} */ _, /** @type {unknown} */ value, /** @type {{ source?: string } | undefined} */ context) =>
    typeof value === 'number' ? (context?.source ?? value) : value));

/** @param {Entry} entry the key’s values by comma, as the filter takes them */
export const keyText = ({ key }) => Object.values(key ?? {}).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(',');
