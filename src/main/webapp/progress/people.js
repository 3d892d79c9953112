import { element, find } from '../common/format.js';
import { ask } from '../common/api.js';
import { remember, remembered } from '../common/memory.js';

const KEY = 'carillon.progress.you';

/** Who can be named, and who sits here; the latter per tab, so that one browser can be two people. */
export class People {
  /** @type {Map<number, string>} */
  #names = new Map();
  #you = find('#you');

  constructor() {
    this.#you.addEventListener('change', () => remember(KEY, this.#you.value));
  }

  async load() {
    const { value } = await ask('GET', 'api/members');
    this.#names = new Map(value.map((/** @type {{ id: number, fullname: string }} */ one) => [one.id, one.fullname]));
    const chosen = this.#you.value || remembered(KEY);
    this.#you.replaceChildren(...this.#options());
    if (this.#names.has(Number(chosen))) this.#you.value = chosen;
    const assignee = find('#task-assignee');
    const before = assignee.value;
    this.fill(assignee, before ? Number(before) : null);
  }

  /** The id of whoever sits here. */
  get you() {
    return Number(this.#you.value);
  }

  /** @param {number | null | undefined} id */
  name(id) {
    return id == null ? '' : this.#names.get(id) ?? `User ${id}`;
  }

  /**
   * @param {HTMLSelectElement} select
   * @param {number | null | undefined} chosen
   */
  fill(select, chosen) {
    const nobody = /** @type {HTMLOptionElement} */ (element('option', '', 'Nobody yet'));
    nobody.value = '';
    select.replaceChildren(nobody, ...this.#options());
    select.value = chosen == null ? '' : String(chosen);
  }

  #options() {
    return [...this.#names].map(([id, name]) => {
      const option = /** @type {HTMLOptionElement} */ (element('option', '', name));
      option.value = String(id);
      return option;
    });
  }
}

/** @param {HTMLSelectElement} select */
export const chosenId = (select) => (select.value === '' ? null : Number(select.value));
