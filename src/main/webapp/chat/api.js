/** Requests to the chat’s resources. */

/** What the server, or the database behind it, has refused. */
export class Refusal extends Error {
  /**
   * @param {string} detail for people
   * @param {string} [field] what it is about
   */
  constructor(detail, field) {
    super(detail);
    this.field = field;
  }
}

/**
 * @param {string} path
 * @param {string} [method]
 * @param {object} [body]
 * @returns {Promise<Response>} one of success
 * @throws {Refusal}
 */
export async function ask(path, method = 'GET', body) {
  const headers = body && { 'Content-Type': 'application/json' };
  let response;
  try {
    response = await fetch(path, { method, headers, cache: 'no-store', body: body && JSON.stringify(body) });
  } catch {
    throw new Refusal('The server can’t be reached.', 'server');
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Refusal(problem.detail || problem.title || `The server answers ${response.status}.`, problem.field);
}

/**
 * @param {Record<string, string | number>} parameters
 * @returns {string} after a question mark
 */
export const query = (parameters) =>
  new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString();
