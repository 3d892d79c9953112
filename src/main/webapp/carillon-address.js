/** What a stream asks for, as the server’s addresses have it. */

/** What a request may say of the changes that it wants: the same words for streams, sockets and pages. */
export const CHOICE = ['filter', 'fields', 'ops', 'policy', 'numbers'];

const EVENTS = new URL('api/events', import.meta.url);

/**
 * @param {Partial<import('./carillon-types.js').Options> & { topics: string[] }} options
 * @param {string} [lastEventId]
 * @returns {string}
 */
export function address(options, lastEventId) {
  const { url = EVENTS, topics, format, snapshot, parameters } = options;
  const address = new URL(url, location.href);
  for (const topic of topics) address.searchParams.append('topic', topic);
  /** @type {Record<string, unknown>} */
  const rest = { format, ...parameters, ...choice(options), snapshot, lastEventId };
  for (const [name, value] of Object.entries(rest)) if (value) address.searchParams.set(name, String(value));
  return address.href;
}

/** @param {object} options @returns {Record<string, string>} what of them is a choice; lists with commas */
export const choice = (options) =>
  Object.fromEntries(Object.entries(options).filter(([name, value]) => CHOICE.includes(name) && String(value)));
