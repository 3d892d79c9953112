/**
 * @typedef {{ type: 'listen' | 'unlisten' | 'publish', channel: string, payload?: string }} Statement
 */

const NAME = /^(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))/u;
const TEXT = /^'((?:[^']|'')*)'/;

/**
 * Reads a statement as psql would: names fold to lower case unless they are quoted.
 *
 * @param {string} text
 * @returns {Statement} `*` as the channel of an unlisten means all
 * @throws {Error} says what is wrong with it, and near what
 */
export function parse(text) {
  const [, verb = '', tail = ''] = /^\s*(\w*)\s*([^]*?)\s*;?\s*$/.exec(text) ?? [];
  const command = verb.toUpperCase();
  if (!['LISTEN', 'NOTIFY', 'UNLISTEN'].includes(command)) {
    throw new Error(`only LISTEN, NOTIFY and UNLISTEN are understood here, at or near "${verb || text.trim()}"`);
  }
  if (command === 'UNLISTEN' && tail === '*') return { type: 'unlisten', channel: '*' };
  const name = NAME.exec(tail);
  if (!name) throw wrong(tail);
  const channel = name[1]?.replaceAll('""', '"') ?? name[2].toLowerCase();
  const rest = tail.slice(name[0].length).trimStart();
  if (command === 'NOTIFY') return { type: 'publish', channel, payload: payload(rest) };
  if (rest) throw wrong(rest);
  return { type: command === 'LISTEN' ? 'listen' : 'unlisten', channel };
}

/** @param {string} rest what follows the name */
function payload(rest) {
  if (!rest) return '';
  const given = rest.startsWith(',') ? rest.slice(1).trim() : '';
  const text = TEXT.exec(given);
  if (!text || text[0].length < given.length) throw wrong(text ? given.slice(text[0].length) : rest);
  return text[1].replaceAll("''", "'");
}

/** @param {string} where */
const wrong = (where) => new Error(where ? `syntax error at or near "${where}"` : 'syntax error at end of input');

/** @param {string} name @returns {string} as it would have to be written */
export const quoted = (name) => (/^[\p{Ll}_][\p{Ll}\p{N}_$]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
