import { element, find, formatCount, setText } from '../common/format.js';
import { ask } from '../common/api.js';
import { TaskLine } from './task-line.js';
import { Tasks } from './tasks.js';

/** ms */
const AGAIN = 3_000;

/** The tasks of the chosen project, on which several people work at once. */
export class Board {
  #list = find('#tasks');
  #more = find('#board-more');
  #tasks = new Tasks(0);
  /** @type {Map<number, TaskLine>} */
  #lines = new Map();
  #people;
  #draw;

  /**
   * @param {import('./people.js').People} people
   * @param {() => void} draw
   */
  constructor(people, draw) {
    this.#people = people;
    this.#draw = draw;
    this.#more.addEventListener('click', () => this.#showMore());
  }

  /**
   * Reads the board anew. What changes while it is read is applied to what was read.
   *
   * @param {number | undefined} project
   */
  async load(project) {
    const tasks = new Tasks(project ?? 0);
    const another = tasks.project !== this.#tasks.project;
    if (another) this.#tasks = tasks;
    find('#board-notice').textContent = '';
    tasks.add(project === undefined ? [] : await page(tasks));
    // The same board again is shown as it was until it can be shown as it is: no stream is open meanwhile.
    if (!another) this.#tasks = tasks;
    this.#draw();
  }

  /** As {@link load}, where nobody waits for it. @param {number | undefined} project */
  async turnTo(project) {
    try {
      await this.load(project);
    } catch (error) {
      if (project !== this.#tasks.project) return; // another one was chosen meanwhile
      this.#complain(error);
      setTimeout(() => project === this.#tasks.project && this.turnTo(project), AGAIN);
    }
  }

  /** @param {any} change */
  apply(change) {
    this.#tasks.apply(change);
  }

  draw() {
    const rows = this.#tasks.list();
    for (const [id, line] of this.#lines) {
      if (this.#tasks.get(id)) continue;
      line.element.remove();
      this.#lines.delete(id);
    }
    rows.forEach((row, index) => this.#place(this.#line(row), index));
    this.#more.hidden = this.#tasks.complete;
    return rows.length;
  }

  /** @param {number} total */
  say(total) {
    const shown = this.#tasks.count;
    setText(find('#board-shown'), shown < total ? `The first ${formatCount(shown)} of ${formatCount(total)} tasks` : total === 0 ? 'No tasks yet.' : '');
  }

  /** @param {import('./tasks.js').Task} row */
  #line(row) {
    const known = this.#lines.get(row.id);
    if (known) {
      known.show(row);
      return known;
    }
    const line = new TaskLine(row, this.#people, (saved) => {
      this.#tasks.put(saved);
      this.draw();
    });
    this.#lines.set(row.id, line);
    return line;
  }

  /**
   * Moves only what is not in its place: an element that is moved loses the focus.
   *
   * @param {TaskLine} line
   * @param {number} index
   */
  #place(line, index) {
    const there = this.#list.children[index] ?? null;
    if (there !== line.element) this.#list.insertBefore(line.element, there);
  }

  async #showMore() {
    const tasks = this.#tasks;
    try {
      const next = await page(tasks);
      tasks.more();
      tasks.add(next);
      this.#draw();
    } catch (error) {
      this.#complain(error);
    }
  }

  /** @param {unknown} error */
  #complain(error) {
    find('#board-notice').textContent = `The tasks can’t be read: ${/** @type {Error} */ (error).message}`;
  }
}

/** @param {Tasks} tasks */
async function page(tasks) {
  const path = `api/projects/${tasks.project}/tasks?limit=${Tasks.PAGE}&after=${tasks.lastId}`;
  return (await ask('GET', path)).value;
}
