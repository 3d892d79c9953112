/** Who is in one channel. Each socket is a row: somebody with two tabs is here until both are gone. */
export class Presence {
  /** @type {Map<string, number>} */
  #sockets = new Map();

  /** @param {{ node: string, socket: string, appuser: number }[]} rows */
  load(rows) {
    this.#sockets = new Map(rows.map((row) => [key(row), row.appuser]));
  }

  /** @param {any} change */
  apply(change) {
    if (change.op === 'ddl') return; // of the table itself: its new is no row
    if (change.op === 'truncate') this.#sockets.clear();
    else if (change.new && change.moved !== 'out') this.#sockets.set(key(change.new), change.new.appuser);
    else this.#sockets.delete(key(change.old));
  }

  /** @returns {Set<number>} users */
  here() {
    return new Set(this.#sockets.values());
  }
}

/** @param {{ node: string, socket: string }} row */
const key = ({ node, socket }) => JSON.stringify([node, socket]);
