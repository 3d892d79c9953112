import { element, find, formatDelay, formatPrice, formatTime } from '../common/format.js';

const ROWS = 15;
const COLUMNS = ['time', 'symbol', 'price', 'change', 'delay'];

/** The latest trades. Its rows stay and get new text, so that nothing on the page moves. */
export class TradeTable {
  /** @type {HTMLElement[][]} */
  #cells = [];
  /** @type {number | undefined} */
  #newest;

  constructor() {
    for (let i = 0; i < ROWS; i++) {
      const row = element('tr');
      const cells = COLUMNS.map((name) => element('td', `${name}${['price', 'change', 'delay'].includes(name) ? ' number' : ''}`));
      row.append(...cells);
      find('#trades').append(row);
      this.#cells.push(cells);
    }
  }

  /** @param {import('./trades.js').Trade[]} trades newest first */
  show(trades) {
    this.#cells.forEach((cells, index) => this.#fill(cells, trades[index], previous(trades, index)));
    this.#newest = trades[0]?.id;
  }

  /**
   * @param {HTMLElement[]} cells
   * @param {import('./trades.js').Trade | undefined} trade
   * @param {import('./trades.js').Trade | undefined} before
   */
  #fill([time, symbol, price, change, delay], trade, before) {
    const row = /** @type {HTMLElement} */ (time.parentElement);
    const step = trade && before ? Number(trade.price) - Number(before.price) : 0;
    row.dataset.id = trade ? String(trade.id) : '';
    row.classList.toggle('fresh', trade !== undefined && trade.delay !== undefined && trade.id > (this.#newest ?? Infinity));
    time.textContent = trade ? formatTime(trade.created_at) : '';
    symbol.textContent = trade?.symbol ?? '';
    price.textContent = trade ? formatPrice(Number(trade.price)) : '';
    change.textContent = trade && before ? arrow(step) : '';
    change.dataset.direction = String(Math.sign(step));
    delay.textContent = trade ? formatDelay(trade.delay) : '';
  }
}

/**
 * @param {import('./trades.js').Trade[]} trades newest first
 * @param {number} index
 */
function previous(trades, index) {
  const symbol = trades[index]?.symbol;
  for (let i = index + 1; symbol !== undefined && i < trades.length; i++) if (trades[i].symbol === symbol) return trades[i];
}

/** @param {number} step */
function arrow(step) {
  if (step === 0) return '0.00';
  return `${step > 0 ? '▲' : '▼'} ${formatPrice(Math.abs(step))}`;
}
