import { element, find } from '../common/format.js';
import { shortType } from './columns.js';

/** Which columns and operations, and how: the boxes below the filter. */
export class StreamOptions {
  #fields = find('#fields');
  #ops = find('#ops');
  #latest = find('#policy-latest');
  #strings = find('#numbers-string');

  /** @param {() => void} onChange */
  constructor(onChange) {
    find('#options').addEventListener('change', onChange);
  }

  /**
   * @param {import('./choice.js').Table} table
   * @param {import('./choice.js').Choice} choice
   */
  show({ columns, key, ops }, { fields, ops: chosen, policy, numbers }) {
    const all = columns.map(({ name, type }) => {
      const isKey = key.includes(name);
      return box(name, isKey || fields.length === 0 || fields.includes(name), isKey, isKey ? `${shortType(type)}, key` : shortType(type));
    });
    this.#fields.replaceChildren(...all);
    this.#ops.replaceChildren(...ops.map((op) => box(op, chosen.length === 0 || chosen.includes(op), false, '')));
    this.#latest.checked = policy === 'latest';
    this.#strings.checked = numbers === 'string';
  }

  /** @returns {Pick<import('./choice.js').Choice, 'fields' | 'ops' | 'policy' | 'numbers'>} */
  get chosen() {
    return {
      fields: chosen(this.#fields),
      ops: chosen(this.#ops),
      policy: this.#latest.checked ? 'latest' : 'every',
      numbers: this.#strings.checked ? 'string' : 'number',
    };
  }
}

/** @param {HTMLElement} group @returns {string[]} empty: all of them, or none, which nobody wants */
function chosen(group) {
  const boxes = [...group.querySelectorAll('input')];
  const names = boxes.filter(({ checked }) => checked).map(({ value }) => value);
  return names.length === boxes.length ? [] : names;
}

/**
 * @param {string} name
 * @param {boolean} checked
 * @param {boolean} fixed the key always comes along
 * @param {string} type
 */
function box(name, checked, fixed, type) {
  const label = element('label');
  const made = /** @type {HTMLInputElement} */ (element('input'));
  Object.assign(made, { type: 'checkbox', value: name, checked, disabled: fixed });
  label.append(made, name);
  if (type) label.append(element('span', 'hint', type));
  return label;
}
