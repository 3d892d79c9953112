const FIRST = 500;
const MOST = 15_000;

/** How long to wait before the next attempt: longer each time, until one succeeds. */
export class BackOff {
  #failures = 0;

  succeeded() {
    this.#failures = 0;
  }

  /** @returns {number} ms, half of it random: a thousand tabs that lost one server must not return as one */
  failed() {
    return Math.min(MOST, FIRST * 2 ** this.#failures++) * (0.5 + Math.random() / 2);
  }
}
