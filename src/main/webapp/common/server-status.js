/**
 * Asks `api/status` every few seconds while somebody looks at the page. An EventSource sees neither that the server
 * has lost PostgreSQL nor that the network swallows everything; this does.
 */

const EVERY = 5_000;
/** Whoever got no answer wants to know whether that was an accident. */
const SOON = 1_000;
const PATIENCE = 4_000;

/**
 * @typedef {object} Status
 * @property {string} listener `listening`, `catching-up` or `disconnected`
 * @property {string} position
 * @property {number} lag
 * @property {{ sse: number, websocket: number }} subscribers
 * @property {string} [node]
 * @property {string[]} [topics]
 */

/**
 * @param {(status: Status | null) => void} onStatus null: no answer in time
 * @returns {() => void} asks now, not only when it is time again
 */
export function watchStatus(onStatus) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;
  let asking = false;
  let hasAnswered = true;

  async function ask() {
    clearTimeout(next);
    if (document.hidden || asking) return;
    asking = true;
    const status = await readStatus();
    asking = false;
    onStatus(status);
    next = setTimeout(ask, !status && hasAnswered ? SOON : EVERY);
    hasAnswered = status !== null;
  }

  document.addEventListener('visibilitychange', ask);
  addEventListener('offline', ask);
  addEventListener('online', ask);
  ask();
  return ask;
}

/** @returns {Promise<Status | null>} */
async function readStatus() {
  try {
    const response = await fetch('api/status', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
