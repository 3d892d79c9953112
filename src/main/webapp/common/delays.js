/** How long the newest changes took from their commit to this page. Clocks that differ show up as zero, not below. */
export class Delays {
  /** @type {number[]} */
  #newest = [];
  #size;

  /** @param {number} [size] how many of the newest delays count */
  constructor(size = 100) {
    this.#size = size;
  }

  /**
   * @param {string} committedAt ISO-8601
   * @param {number} arrivedAt ms since 1970
   * @returns {number} ms
   */
  add(committedAt, arrivedAt) {
    const delay = Math.max(0, arrivedAt - milliseconds(committedAt));
    this.#newest.push(delay);
    if (this.#newest.length > this.#size) this.#newest.shift();
    return delay;
  }

  get latest() {
    return this.#newest.at(-1);
  }

  get longest() {
    return this.#newest.length ? Math.max(...this.#newest) : undefined;
  }

  get median() {
    const sorted = [...this.#newest].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }
}

/**
 * Date.parse stops at milliseconds; PostgreSQL has microseconds, and delays here are a few of them.
 *
 * @param {string} time ISO-8601
 */
export function milliseconds(time) {
  const micros = /\.\d{3}(\d{1,3})/.exec(time);
  return Date.parse(time) + (micros ? Number(micros[1].padEnd(3, '0')) / 1_000 : 0);
}
