/** Requests of pages to the server, and why they fail, in words for people. */

import { explain } from '../carillon-problem.js';

/** The server has said no, or could not be asked; the message is for people. */
export class Refusal extends Error {
  /**
   * @param {number} status 0: nobody has answered, so it isn't known either whether anything was done
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Response>} one of success
 * @throws {Refusal}
 */
export async function request(path, init = {}) {
  const asks = (init.method ?? 'GET') === 'GET';
  const response = await fetch(path, { cache: 'no-store', ...init }).catch((/** @type {Error} */ { name }) => {
    const why = name === 'TimeoutError' ? 'The server doesn’t answer.' : 'The server can’t be reached.';
    throw new Refusal(0, asks ? why : `${why} It isn’t known whether anything was changed.`);
  });
  if (!response.ok) throw new Refusal(response.status, await explain(response));
  return response;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body] a string goes as it is, everything else as JSON
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ value: any, position: string, hasMore: boolean }>} `hasMore`: there is a next page
 * @throws {Refusal}
 */
export async function ask(method, path, body, signal) {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
  const content = body !== undefined && { headers: { 'Content-Type': type }, body: isText ? body : JSON.stringify(body) };
  const response = await request(path, { method, signal, ...content });
  const { status, headers } = response;
  return {
    value: status === 204 ? null : await response.json(),
    position: headers.get('X-Carillon-Position') ?? '',
    hasMore: /rel="?next"?/.test(headers.get('Link') ?? ''),
  };
}

/**
 * @param {Record<string, string | number>} parameters
 * @returns {string} to stand after a question mark
 */
export const query = (parameters) =>
  new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString();
