import { request } from '../common/api.js';
import { element, find } from '../common/format.js';
import { shortName } from './choice.js';

/** So many fit without one looking for them by name. */
const FEW = 8;

/** @typedef {import('./choice.js').Table} Table */

/** The watched tables, one of which is picked; and which of its topics, where it has several. */
export class Tables {
  #list = find('#tables');
  #search = find('#tables-search');
  #value = find('#topic-value');
  /** @type {Table[]} */
  #all = [];
  /** @type {Table | undefined} */
  #picked;
  #onPick;

  /** @param {(table: Table) => void} onPick */
  constructor(onPick) {
    this.#onPick = onPick;
    this.#search.addEventListener('input', () => this.#show());
  }

  get picked() {
    return this.#picked;
  }

  /** The topic that is asked for: what was typed takes the place of a template’s columns. */
  get topic() {
    const [fixed, open] = parts(this.#picked?.topic ?? '');
    return open ? `${fixed}${this.#value.value.trim() || '*'}` : fixed;
  }

  async load() {
    this.#all = await (await request('api/watches')).json();
    this.#picked = this.#all.find(({ table }) => table === this.#picked?.table);
    find('#tables-search-field').hidden = this.#all.length <= FEW;
    this.#show();
  }

  /**
   * @param {string} name
   * @param {string} [topic]
   * @returns {Table | undefined} none if it is not watched
   */
  pick(name, topic = '') {
    this.#picked = this.#all.find(({ table }) => table === name);
    const [fixed, open] = parts(this.#picked?.topic ?? '');
    const typed = topic.startsWith(fixed) ? topic.slice(fixed.length) : '';
    this.#value.value = typed === '*' ? '' : typed;
    find('#topic-field').hidden = !open;
    find('#topic-fixed').textContent = fixed;
    find('#topic-template').textContent = this.#picked?.topic ?? '';
    this.#show();
    this.#list.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
    return this.#picked;
  }

  #show() {
    const wanted = this.#search.value.trim().toLowerCase();
    const shown = this.#all.filter(({ table, topic }) => `${table} ${topic}`.toLowerCase().includes(wanted));
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.table;
    this.#list.replaceChildren(...shown.map((table) => this.#line(table)));
    if (focused) this.#list.querySelector(`[data-table="${CSS.escape(focused)}"]`)?.focus();
    find('#tables-none').hidden = shown.length > 0;
  }

  /** @param {Table} table */
  #line(table) {
    const line = element('li');
    const button = element('button', 'watch-table');
    button.setAttribute('type', 'button');
    button.setAttribute('aria-pressed', String(table === this.#picked));
    button.dataset.table = table.table;
    const topic = element('span', 'hint', 'topic ');
    topic.append(element('code', '', table.topic));
    const columns = table.columns.map(({ name }) => name).join(', ');
    button.append(element('strong', '', shortName(table.table)), topic, element('span', 'hint watch-table-columns', columns));
    button.addEventListener('click', () => {
      const picked = this.pick(table.table);
      if (picked) this.#onPick(picked);
    });
    line.append(button);
    return line;
  }
}

/** @param {string} topic @returns {[string, string]} what is the same for all rows, and what is filled from each */
function parts(topic) {
  const open = topic.indexOf('{');
  return open < 0 ? [topic, ''] : [topic.slice(0, open), topic.slice(open)];
}
