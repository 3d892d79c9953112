import { counted, element, find, formatCount, setText } from '../common/format.js';
import { kindOf, shortType } from './columns.js';

/** Rows that are drawn; the others are counted. */
const SHOWN = 300;
/** Characters of a value: rows of a megabyte come through. */
const MOST_VALUE = 120;
/** ms for which one sees what has happened. */
const MOMENT = 1_600;
/** ms between two drawings: ten thousand changes at once are drawn as one. */
const PACE = 120;

/** @typedef {{ line: HTMLElement, cells: Map<string, HTMLElement>, version: number }} Line */

/** The rows as a table, in which one sees what comes, changes and goes. */
export class RowTable {
  #body = find('#rows');
  /** @type {Map<string, Line>} */
  #lines = new Map();
  /** @type {import('./columns.js').Column[]} */
  #columns = [];
  /** @type {import('./rows.js').Rows | null} */
  #rows = null;
  #loading = false;
  #due = false;

  /**
   * @param {import('./rows.js').Rows} rows
   * @param {import('./columns.js').Column[]} columns
   * @param {string[]} key
   */
  begin(rows, columns, key) {
    this.#rows = rows;
    this.#columns = columns;
    this.#lines.clear();
    this.#body.replaceChildren();
    find('#rows-head').replaceChildren(...columns.map(({ name, type }) => {
      const head = element('th', kindOf(type) === 'number' ? 'number' : '', name);
      head.setAttribute('scope', 'col');
      head.append(element('span', 'hint', key.includes(name) ? `${shortType(type)}, key` : shortType(type)));
      return head;
    }));
    this.loading(true);
  }

  /** @param {boolean} loading whether rows of the snapshot are still to come */
  loading(loading) {
    this.#loading = loading;
    find('#rows-progress').hidden = !loading;
    this.draw();
  }

  draw() {
    if (this.#due) return;
    this.#due = true;
    setTimeout(() => requestAnimationFrame(() => this.#draw()), PACE);
  }

  #draw() {
    this.#due = false;
    const rows = this.#rows;
    if (!rows) return;
    const shown = rows.sorted().slice(0, SHOWN);
    this.#say(rows, shown.length);
    const kept = new Set(shown.map(({ id }) => id));
    for (const [id, { line }] of this.#lines) if (!kept.has(id)) this.#leave(id, line, rows.gone.get(id));
    rows.gone.clear();
    let next = this.#body.firstElementChild;
    for (const entry of shown) {
      const { line } = this.#fill(entry);
      while (next?.hasAttribute('data-gone')) next = next.nextElementSibling;
      if (next === line) next = next.nextElementSibling;
      else this.#body.insertBefore(line, next);
    }
  }

  /** @param {import('./rows.js').Rows} rows @param {number} shown */
  #say(rows, shown) {
    const { count, isBounded } = rows;
    const all = isBounded ? `${formatCount(count)} or so` : formatCount(count);
    const what = shown < count ? `${formatCount(shown)} of ${all} rows shown` : counted(count, 'row');
    setText(find('#rows-count'), this.#loading ? `${what}, loading…` : what);
    find('#rows-none').hidden = this.#loading || count > 0;
    find('#rows-more').hidden = shown >= count || this.#loading;
  }

  /** @param {import('./rows.js').Entry} entry @returns {Line} */
  #fill(entry) {
    const known = this.#lines.get(entry.id);
    if (known?.version === entry.version) return known;
    const line = known ?? this.#make(entry);
    line.version = entry.version;
    for (const { name, type } of this.#columns) {
      const cell = line.cells.get(name);
      if (!cell) continue;
      write(cell, entry.row[name], type);
      if (known && entry.changed.includes(name)) mark(cell, 'changed');
    }
    return line;
  }

  /** @param {import('./rows.js').Entry} entry @returns {Line} */
  #make({ id, came }) {
    const line = element('tr');
    const cells = this.#columns.map(({ name, type }) => /** @type {[string, HTMLElement]} */ ([name, element('td', kindOf(type) === 'number' ? 'number' : '')]));
    line.append(...cells.map(([, cell]) => cell));
    if (came) mark(line, 'came');
    const made = { line, cells: new Map(cells), version: 0 };
    this.#lines.set(id, made);
    return made;
  }

  /**
   * @param {string} id
   * @param {HTMLElement} line
   * @param {string} [why] none: it is there, but not among those that are shown
   */
  #leave(id, line, why) {
    this.#lines.delete(id);
    if (!why) return line.remove();
    line.dataset.gone = why;
    line.firstElementChild?.append(element('span', 'tag', why));
    setTimeout(() => line.remove(), MOMENT);
  }
}

/** @type {WeakMap<HTMLElement, ReturnType<typeof setTimeout>>} */
const marked = new WeakMap();

/** @param {HTMLElement} node @param {string} name */
function mark(node, name) {
  clearTimeout(marked.get(node));
  node.classList.add(name);
  marked.set(node, setTimeout(() => node.classList.remove(name), MOMENT));
}

/** @param {HTMLElement} cell @param {unknown} value @param {string} type */
function write(cell, value, type) {
  const whole = typeof value === 'string' ? readable(value, type) : (JSON.stringify(value) ?? '');
  const text = whole.length > MOST_VALUE ? `${whole.slice(0, MOST_VALUE)}…` : whole;
  cell.classList.toggle('null', value === null);
  setText(cell, text);
  cell.title = whole.length > 24 ? whole.slice(0, 1_000) : '';
}

/** A moment as it is written, less what every one has. @param {string} value @param {string} type */
const readable = (value, type) => (type.startsWith('timestamp') ? value.replace('T', ' ').replace(/\+00:00$/, ' UTC') : value);
