/**
 * Goes on after a reload where this tab was:
 *
 *     new ResumedStream({ topics: ['chat/jobs'], onChange: (change) => … }).open();
 *
 * For pages that show what happens and load nothing. One with `load` or `snapshot` has no use for it, and one that keeps its
 * data itself should keep the position with it. Each tab remembers for itself, until it is closed or its stream is.
 */

import { choice } from './carillon-address.js';
import { ChangeStream } from './carillon.js';

const LEAVING = ['pagehide', 'visibilitychange']; // a phone may end a hidden page without another word

export class ResumedStream extends ChangeStream {
  #key;
  #keep = () => void (this.position && remember(this.#key, this.position));

  /** @param {import('./carillon.js').Options} options a `lastEventId`, where there is one, is where it begins */
  constructor(options) {
    const key = `carillon ${options.url ?? ''} ${JSON.stringify([options.topics, options.parameters, choice(options)])}`;
    super({ ...options, lastEventId: options.lastEventId || remembered(key) });
    this.#key = key;
  }

  open() {
    for (const type of LEAVING) addEventListener(type, this.#keep);
    super.open();
  }

  close() {
    for (const type of LEAVING) removeEventListener(type, this.#keep);
    remember(this.#key, '');
    super.close();
  }
}

/** @param {string} key */
function remembered(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // forbidden by the browser: then each load of the page is the first
  }
}

/** @param {string} key @param {string} position */
function remember(key, position) {
  try {
    sessionStorage.setItem(key, position);
  } catch {
    // as above
  }
}
