/** Which prices which way has shown since the comparison began. What all have shown needs no place any more. */
export class Ledger {
  total = 0;
  /** By id of the row. @type {Map<number, { by: Set<string>, since: number }>} */
  #open = new Map();
  #ways;

  /** @param {number} ways how many there are */
  constructor(ways) {
    this.#ways = ways;
  }

  /**
   * @param {number} id
   * @param {string} way
   */
  shown(id, way) {
    const entry = this.#open.get(id) ?? { by: new Set(), since: performance.now() };
    if (entry.by.size === 0) {
      this.total++;
      this.#open.set(id, entry);
    }
    entry.by.add(way);
    if (entry.by.size === this.#ways) this.#open.delete(id);
  }

  /**
   * What others have shown and this way has not.
   *
   * @param {string} way
   * @returns {{ id: number, age: number }[]} with ms since another has shown it
   */
  lackedBy(way) {
    const at = performance.now();
    return [...this.#open].filter(([, { by }]) => !by.has(way)).map(([id, { since }]) => ({ id, age: at - since }));
  }
}
