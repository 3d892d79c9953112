/**
 * @typedef {object} Task
 * @property {number} id
 * @property {number} project
 * @property {number | null} [assignee]
 * @property {string} title
 * @property {boolean} done
 * @property {number} version
 * @property {string} changed_by
 * @property {string} changed_at
 * @property {string} changed
 */

/**
 * The tasks of one project that the page holds: those with the lowest ids, as many as somebody has asked to see.
 * Read once, then kept true by changes; of two states of a task the later one counts, whichever came first.
 */
export class Tasks {
  static PAGE = 200;
  /** @type {Map<number, Task>} */
  #rows = new Map();
  /** What came while the first page was still being read. @type {any[] | null} */
  #early = [];
  #room = Tasks.PAGE;
  #complete = false;

  /** @param {number} project */
  constructor(project) {
    this.project = project;
  }

  /** Whether there are no more tasks than these. */
  get complete() {
    return this.#complete;
  }

  get lastId() {
    return Math.max(0, ...this.#rows.keys());
  }

  /** @returns {Task[]} by id */
  list() {
    return [...this.#rows.values()].sort((a, b) => a.id - b.id);
  }

  /** @param {number} id */
  get(id) {
    return this.#rows.get(id);
  }

  get count() {
    return this.#rows.size;
  }

  more() {
    this.#room += Tasks.PAGE;
  }

  /** @param {Task[]} page the tasks after the last one, a full page unless there are no more */
  add(page) {
    this.#complete = page.length < Tasks.PAGE;
    page.forEach((row) => this.put(row));
    const early = this.#early ?? [];
    this.#early = null;
    early.forEach((change) => this.apply(change));
  }

  /** @param {Task} row */
  put(row) {
    const known = this.#rows.get(row.id);
    if (row.project !== this.project || (known && known.version > row.version)) return;
    this.#rows.set(row.id, row);
  }

  /** @param {any} change of the table task, of any project */
  apply(change) {
    if (this.#early) return void this.#early.push(change);
    if (change.op === 'ddl') return; // of the table itself: its new is no row
    if (change.op === 'truncate') {
      this.#rows.clear();
      this.#complete = true;
      return;
    }
    const row = change.new;
    if (row?.project !== this.project) return void this.#rows.delete((row ?? change.old).id);
    if (this.#rows.has(row.id) || this.#fits(row)) this.put(row);
  }

  /** @param {Task} row */
  #fits(row) {
    if (!this.#complete) return row.id < this.lastId;
    if (this.#rows.size >= this.#room) this.#complete = false;
    return this.#complete;
  }
}
