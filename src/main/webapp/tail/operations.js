import { element, find } from '../common/format.js';

export const OPERATIONS = ['insert', 'update', 'delete', 'truncate', 'snapshot', 'ddl'];

/** The boxes that choose which operations the list shows. The stream itself is not narrowed. */
export class Operations {
  #hidden = new Set();

  /** @param {() => void} onChange */
  constructor(onChange) {
    for (const op of OPERATIONS) find('#ops').append(this.#box(op, onChange));
  }

  /** @param {string} op */
  shows(op) {
    return !this.#hidden.has(op);
  }

  /**
   * @param {string} op
   * @param {() => void} onChange
   */
  #box(op, onChange) {
    const label = element('label');
    const box = /** @type {HTMLInputElement} */ (element('input'));
    Object.assign(box, { type: 'checkbox', checked: true, id: `op-${op}` });
    box.addEventListener('change', () => {
      if (box.checked) this.#hidden.delete(op);
      else this.#hidden.add(op);
      onChange();
    });
    label.append(box, op);
    return label;
  }
}
