import { element } from '../common/format.js';
import { comparison, comparisons, inputType, kindOf, shortType } from './columns.js';
import { canBeNamed } from './rsql.js';

/** One row of the filter: a column, what is asked of it, and with what. */
export class ConditionRow {
  element = element('li', 'condition');
  #columns;
  #column;
  #path;
  #comparison;
  #value;

  /**
   * @param {import('./columns.js').Column[]} columns
   * @param {import('./rsql.js').Condition | null} condition
   * @param {() => void} onChange
   * @param {(row: ConditionRow) => void} onRemove
   */
  constructor(columns, condition, onChange, onRemove) {
    this.#columns = columns.filter(({ name }) => canBeNamed(name));
    this.#column = select('Column', this.#columns.map(({ name, type }) => [name, `${name} (${shortType(type)})`]));
    this.#path = input('Path in it, such as address.city', 'path, such as address.city');
    this.#comparison = select('Comparison', []);
    this.#value = input('Value', '');
    const remove = element('button', 'small', '×');
    remove.setAttribute('type', 'button');
    remove.setAttribute('aria-label', 'Remove this condition');
    remove.addEventListener('click', () => onRemove(this));
    this.element.append(this.#column, this.#path, this.#comparison, this.#value, remove);
    this.#column.addEventListener('change', () => {
      this.#path.value = '';
      this.#offer();
    });
    this.#comparison.addEventListener('change', () => this.#fit());
    this.element.addEventListener('input', onChange);
    if (condition) this.#column.value = condition.column;
    this.#offer();
    if (condition) this.#fill(condition);
  }

  /** @returns {import('./rsql.js').Condition} */
  get condition() {
    const path = this.#path.hidden ? '' : this.#path.value.trim();
    return { column: this.#column.value, path, comparison: this.#comparison.value, value: this.#value.value };
  }

  focus() {
    this.#column.focus();
  }

  get #kind() {
    return kindOf(this.#columns.find(({ name }) => name === this.#column.value)?.type ?? '');
  }

  /** What suits the column’s type. */
  #offer() {
    const offered = comparisons(this.#kind).map(([name, { label }]) => option(name, label));
    const before = this.#comparison.value;
    this.#comparison.replaceChildren(...offered);
    if (offered.some(({ value }) => value === before)) this.#comparison.value = before;
    this.#path.hidden = this.#kind !== 'json';
    this.#fit();
  }

  #fit() {
    const chosen = comparison(this.#comparison.value);
    const type = inputType(this.#kind, this.#comparison.value);
    this.#value.hidden = chosen.bare === true;
    if (this.#value.type !== type) this.#value.value = '';
    this.#value.type = type;
    if (type === 'datetime-local') this.#value.step = '1';
    this.#value.inputMode = this.#kind === 'number' && !chosen.several ? 'decimal' : 'text';
    this.#value.placeholder = chosen.several ? 'one, another' : '';
  }

  /** @param {import('./rsql.js').Condition} condition */
  #fill({ path, comparison: name, value }) {
    this.#comparison.value = name;
    this.#fit();
    this.#path.value = path;
    this.#value.value = value;
  }
}

/** @param {string} label @param {string[][]} options value and text */
function select(label, options) {
  const made = /** @type {HTMLSelectElement} */ (element('select'));
  made.setAttribute('aria-label', label);
  made.append(...options.map(([value, text]) => option(value, text)));
  return made;
}

/** @param {string} value @param {string} text */
const option = (value, text) => new Option(text, value);

/** @param {string} label @param {string} placeholder */
function input(label, placeholder) {
  const made = /** @type {HTMLInputElement} */ (element('input'));
  Object.assign(made, { placeholder, autocomplete: 'off', autocapitalize: 'none', spellcheck: false });
  made.setAttribute('aria-label', label);
  return made;
}
