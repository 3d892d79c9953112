/**
 * @typedef {object} Message
 * @property {number} id
 * @property {number} sender
 * @property {string} channel
 * @property {string} content
 * @property {string} created_at
 * @property {string | null} [edited_at]
 */

/**
 * The messages of one channel: the pages that were loaded, and whatever has changed since. A change of a message that no
 * page has brought yet is kept for when one does, since that page may have been read before the change.
 */
export class Messages {
  /** null: deleted. @type {Map<number, Message | null>} */
  #known = new Map();
  /** Below this id there are gaps. */
  #floor = Infinity;

  /** Whether there may be older ones. */
  get hasOlder() {
    return this.#floor > 0;
  }

  /** The id before which the next older page begins. */
  get floor() {
    return this.#floor;
  }

  /**
   * Begins anew with the newest page.
   *
   * @param {Message[]} page newest first
   * @param {boolean} more whether there are older ones
   */
  load(page, more) {
    this.#known.clear();
    this.older(page, more);
  }

  /**
   * @param {Message[]} page newest first
   * @param {boolean} more
   */
  older(page, more) {
    for (const message of page) if (!this.#known.has(message.id)) this.#known.set(message.id, message);
    this.#floor = more ? page[page.length - 1].id : 0;
  }

  /** @param {any} change */
  apply(change) {
    if (change.op === 'ddl') return; // of the table itself: its new is no row
    if (change.op === 'truncate') {
      this.#known.clear();
      this.#floor = 0;
    } else {
      // One that was moved to another channel is as gone from here as one that was deleted
      this.#known.set((change.new ?? change.old).id, change.moved === 'out' ? null : change.new);
    }
  }

  /** @param {number} id */
  has(id) {
    return id >= this.#floor && Boolean(this.#known.get(id));
  }

  /** @returns {Message[]} oldest first, without a gap */
  shown() {
    /** @type {Message[]} */
    const shown = [];
    for (const [id, message] of this.#known) if (message && id >= this.#floor) shown.push(message);
    return shown.sort((a, b) => a.id - b.id);
  }
}
