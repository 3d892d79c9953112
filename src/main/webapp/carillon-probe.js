/**
 * Finds out whether something between this page and the server keeps what is sent, as proxies do that collect a
 * response before they pass it on. EventSource shows no script its heartbeats, so this reads a stream of its own, for a
 * while: the server greets at once, and before each heartbeat it knocks a second apart. What comes late, or all at once,
 * was held.
 */

/** ms of lateness that no network has. */
const LATE = 2_000;
/** ms. Knocks that come closer than this were not sent so. */
const AT_ONCE = 400;
const PATIENCE = 60_000;

/**
 * @param {string} url of an event stream
 * @returns {Promise<number>} ms for which something was held at least; 0 if nothing was, or that can't be found out
 */
export async function heldBack(url) {
  const address = new URL(url);
  address.searchParams.set('lastEventId', 'latest');
  address.searchParams.delete('snapshot');
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), PATIENCE);
  /** @type {RequestInit} */
  const fresh = { signal: abort.signal, cache: 'no-store' };
  try {
    const began = performance.now();
    await (await fetch(new URL('status', address), fresh)).text();
    const asked = performance.now();
    // A server or a network that is slow with everything holds nothing back, and needs no other stream just now.
    if (asked - began > LATE / 2) return 0;
    const chunks = read(await fetch(address, fresh));
    const greeting = await chunks.next();
    const late = performance.now() - asked;
    if (greeting.done) return 0;
    return late > LATE ? late : await watch(chunks);
  } catch {
    return 0;
  } finally {
    clearTimeout(limit);
    abort.abort();
  }
}

/** @param {AsyncGenerator<string>} chunks */
async function watch(chunks) {
  let [before, knocked] = [performance.now(), 0];
  for await (const chunk of chunks) {
    const at = performance.now();
    for (const line of chunk.split('\n')) {
      if (line === ':') knocked = knocked || at;
      else if (line.startsWith('data:')) knocked = 0;
      else if (line.startsWith(': heartbeat') && knocked) return at - knocked < AT_ONCE ? at - before : 0;
    }
    before = at;
  }
  return 0;
}

/** @param {Response} response */
async function* read(response) {
  const reader = response.ok && response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
