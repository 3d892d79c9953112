/** The two ways that read the table by row id: what one question brings. */

import { events } from './events.js';

/** @typedef {(way: import('./way.js').Way, signal: AbortSignal) => Promise<void>} Question */

/** Polling: the next price, if there is one. @type {Question} */
export async function poll(way, signal) {
  const response = await way.meter.ask('api/tracker/v1', signal, String(way.lastId));
  if (response.status !== 204) way.tell(await way.meter.json(response));
}

/** One-shot: a stream of all that is stored by now. @type {Question} */
export async function drain(way, signal) {
  const response = await way.meter.ask('api/tracker/v2', signal, String(way.lastId));
  if (response.status === 204) return;
  for await (const { type, data } of events(way.meter.read(response))) if (type === 'message') way.tell(JSON.parse(data));
}
