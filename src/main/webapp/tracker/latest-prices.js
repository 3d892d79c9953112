import { comparePositions } from '../carillon.js';
import { ask } from '../common/api.js';
import { element, find, formatPrice, formatTime, setText } from '../common/format.js';

/** ms until the server is asked anew when rows were deleted, since they may be many; and when that has failed. */
const GATHER = 300;
const AGAIN = 3_000;

/** @typedef {import('./trades.js').Trade} Trade */
/** @typedef {{ op: string, old: Trade | null, new: Trade | null }} Change */

/** The latest price of every symbol, also of those that the newest trades don’t have. One that is chosen goes into the form. */
export class LatestPrices {
  /** @type {Map<string, Trade>} */
  #latest = new Map();
  /** @type {Map<string, HTMLElement>} */
  #chips = new Map();
  #list = find('#latest');
  #onChange;
  /** Of the newest change that did not tell which price is the latest now. */
  #unknown = '';
  /** What comes while the server is asked. @type {{ change: Change, at: string }[]} */
  #meanwhile = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;

  /** @param {() => void} onChange there is something new to be drawn, other than by a change */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** @returns {Promise<string>} the position from before they were read */
  async load() {
    this.#meanwhile = [];
    const { value, position } = await ask('GET', 'api/stock-prices/latest');
    this.#latest = new Map(value.map((/** @type {Trade} */ row) => [row.symbol, row]));
    // What the answer has already must not be told again: a price would come back that is deleted
    for (const { change, at } of this.#meanwhile) if (comparePositions(at, position) > 0) this.#take(change);
    return position;
  }

  /** @param {Change} change @param {string} at its position */
  apply(change, at) {
    if (this.#asking) this.#meanwhile.push({ change, at });
    if (this.#take(change)) return;
    this.#unknown = at;
    this.#askAnew(GATHER);
  }

  /** @param {Change} change @returns {boolean} false: which is the latest now, only the server knows */
  #take({ op, old, new: row }) {
    if (op === 'truncate') this.#latest.clear();
    if (old && this.#latest.get(old.symbol)?.id === old.id) return false;
    if (row && !(row.id < (this.#latest.get(row.symbol)?.id ?? 0))) this.#latest.set(row.symbol, row);
    return true;
  }

  /** @param {number} after ms */
  #askAnew(after) {
    this.#asking ??= setTimeout(async () => {
      const position = await this.load().catch(() => '');
      this.#asking = undefined;
      // One more may be gone meanwhile, or a node has answered that is behind
      if (!(comparePositions(position, this.#unknown) >= 0)) this.#askAnew(position ? GATHER : AGAIN);
      this.#onChange();
    }, after);
  }

  show() {
    for (const symbol of this.#latest.keys()) if (!this.#chips.has(symbol)) this.#add(symbol);
    for (const [symbol, chip] of this.#chips) {
      const trade = this.#latest.get(symbol);
      chip.hidden = !trade;
      if (!trade) continue;
      setText(find('.tabular', chip), formatPrice(Number(trade.price)));
      chip.title = `Since ${formatTime(trade.created_at)}`;
    }
  }

  /** @param {string} symbol */
  #add(symbol) {
    const chip = element('button', 'chip');
    chip.setAttribute('type', 'button');
    chip.dataset.symbol = symbol;
    chip.append(element('span', '', symbol), element('span', 'tabular'));
    chip.addEventListener('click', () => {
      find('#trade-symbol').value = symbol;
      find('#trade-price').value = String(this.#latest.get(symbol)?.price ?? '');
      find('#trade-price').focus();
    });
    const next = [...this.#chips.keys()].filter((other) => other > symbol).sort()[0];
    this.#list.insertBefore(chip, this.#chips.get(next) ?? null);
    this.#chips.set(symbol, chip);
  }
}
