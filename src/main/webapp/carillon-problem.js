/** What the server says when it refuses, in its words. */

/**
 * @param {Response} response
 * @returns {Promise<string>} what the server says is wrong
 */
export async function explain(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail || problem.title || `The server answers ${response.status}.`;
}

/**
 * EventSource keeps the status and body of a refusal to itself, so ask once more.
 *
 * @param {string} url
 * @returns {Promise<{ reason: string, status?: number }>}
 */
export async function whyRefused(url) {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), 5_000);
  try {
    const response = await fetch(url, { signal: abort.signal, cache: 'no-store' });
    if (response.ok) return { reason: 'The stream was closed.' };
    return { reason: await explain(response), status: response.status };
  } catch {
    return { reason: 'The server can’t be reached.' };
  } finally {
    clearTimeout(limit);
    abort.abort();
  }
}
