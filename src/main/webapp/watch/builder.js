import { find } from '../common/format.js';
import { ConditionRow } from './condition.js';
import { filterText, parse } from './rsql.js';

/** The filter as rows and as text: rows write the text; whoever edits that has its own way, and the rows give way. */
export class Builder {
  #list = find('#conditions');
  #join = find('#join');
  #text = find('#filter-text');
  #byHand = find('#by-hand');
  #toRows = find('#to-rows');
  /** @type {ConditionRow[]} */
  #rows = [];
  /** @type {import('./columns.js').Column[]} */
  #columns = [];
  #onChange;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    find('#condition-add').addEventListener('click', () => {
      this.#add(null);
      this.#rows.at(-1)?.focus();
      this.#write();
    });
    this.#join.addEventListener('input', () => this.#write());
    this.#text.addEventListener('input', () => {
      this.#giveWay(true);
      onChange();
    });
    this.#toRows.addEventListener('click', () => {
      this.show(this.#columns, this.#text.value);
      onChange();
    });
  }

  get text() {
    return this.#text.value.trim();
  }

  /**
   * @param {import('./columns.js').Column[]} columns
   * @param {string} text
   */
  show(columns, text) {
    this.#columns = columns;
    this.#text.value = text;
    this.#rows.forEach((row) => row.element.remove());
    this.#rows = [];
    const parsed = parse(text, columns);
    parsed?.conditions.forEach((condition) => this.#add(condition));
    this.#join.value = parsed?.join ?? 'all';
    this.#giveWay(!parsed);
    this.#count();
  }

  /** @param {import('./rsql.js').Condition | null} condition */
  #add(condition) {
    const row = new ConditionRow(this.#columns, condition, () => this.#write(), (gone) => this.#remove(gone));
    this.#rows.push(row);
    this.#list.append(row.element);
    this.#count();
  }

  /** @param {ConditionRow} gone */
  #remove(gone) {
    const index = this.#rows.indexOf(gone);
    this.#rows.splice(index, 1);
    gone.element.remove();
    (this.#rows[index] ?? this.#rows.at(-1) ?? find('#condition-add')).focus();
    this.#count();
    this.#write();
  }

  #write() {
    const conditions = this.#rows.map((row) => row.condition);
    this.#text.value = filterText(conditions, this.#join.value, this.#columns);
    this.#onChange();
  }

  #count() {
    find('#join-line').hidden = this.#rows.length < 2;
    find('#conditions-none').hidden = this.#rows.length > 0;
  }

  /** @param {boolean} byHand */
  #giveWay(byHand) {
    find('#rows-of-filter').hidden = byHand;
    this.#byHand.hidden = !byHand;
    const fits = byHand && parse(this.#text.value.trim(), this.#columns) !== null;
    this.#toRows.disabled = !fits;
    find('#by-hand-why').textContent = fits ? '' : 'Rows can’t show this text.';
  }
}
