import { address } from '../carillon-address.js';
import { element, find, setText } from '../common/format.js';

/** ms after the last key. */
const PAUSE = 250;
/** Characters of the filter that are shown before the place of an error, and after it. */
const BEFORE = 28;
const AFTER = 16;

/** Asks the server, as one types, whether it understands the filter: it alone knows. */
export class FilterCheck {
  #verdict = find('#filter-verdict');
  #place = find('#filter-place');
  #text = find('#filter-text');
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #due;

  /** @param {import('../carillon.js').Options} options */
  soon(options) {
    clearTimeout(this.#due);
    this.#due = setTimeout(() => this.now(options), PAUSE);
  }

  /**
   * @param {Partial<import('../carillon.js').Options> & { topics: string[] }} options
   * @returns {Promise<boolean>} whether it may be asked for; also where nobody could say
   */
  async now({ topics, filter, fields }) {
    clearTimeout(this.#due);
    const turn = ++this.#turn;
    const page = address({ url: 'api/changes', topics, filter, fields, parameters: { after: 'latest', limit: '1' } });
    const response = await fetch(page, { cache: 'no-store', signal: AbortSignal.timeout(5_000) }).catch(() => null);
    const problem = response?.status === 400 || response?.status === 404 ? await response.json().catch(() => ({})) : null;
    if (turn === this.#turn) this.#show(filter ?? '', problem, response?.ok === true);
    return !problem;
  }

  /**
   * @param {string} filter
   * @param {{ detail?: string, column?: string } | null} problem
   * @param {boolean} isFine
   */
  #show(filter, problem, isFine) {
    setText(this.#verdict, problem ? (problem.detail ?? 'The server refuses it.') : isFine && filter ? '✓ The server understands it.' : '');
    this.#verdict.classList.toggle('error', problem !== null);
    if (problem) this.#text.setAttribute('aria-invalid', 'true');
    else this.#text.removeAttribute('aria-invalid');
    this.#place.hidden = !problem?.column;
    if (problem?.column) this.#point(filter, Number(problem.column));
  }

  /** @param {string} filter @param {number} column from 1, as people count: by whole characters */
  #point(filter, column) {
    const characters = [...filter.replace(/\s/g, ' ')];
    const from = Math.max(0, column - 1 - BEFORE);
    const before = (from ? '…' : '') + characters.slice(from, column - 1).join('');
    const after = characters.slice(column - 1, column - 1 + AFTER).join('');
    const caret = element('span', 'caret', '^');
    this.#place.replaceChildren(`${before}${after}\n${' '.repeat([...before].length)}`, caret);
  }
}
