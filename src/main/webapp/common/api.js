import { explain } from '../carillon-problem.js';

/** The server has said no, or could not be asked; the message is for people. */
export class Refusal extends Error {
  /**
   * @param {number} status 0: it could not be asked
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ value: any, position: string }>}
 */
export async function ask(method, path, body, signal) {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    signal,
    ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refusal(0, method === 'GET' ? 'The server can’t be reached.' : 'The server can’t be reached. Nothing is known to be changed.');
  });
  if (!response.ok) throw new Refusal(response.status, await explain(response));
  const value = response.status === 204 ? null : await response.json();
  return { value, position: response.headers.get('X-Carillon-Position') ?? '' };
}
