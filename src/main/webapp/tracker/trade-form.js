import { now } from '../carillon.js';
import { ask } from '../common/api.js';
import { find, formatDelay } from '../common/format.js';

/** The form that inserts one trade, and says how long it took to come back through the log. */
export class TradeForm {
  #form = find('#trade-form');
  #result = find('#trade-result');
  /** @type {{ id: string, sentAt: number } | null} */
  #expected = null;
  /** Trades that were here before their own answer. @type {Map<string, number>} */
  #early = new Map();
  #sending = false;

  constructor() {
    this.#form.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (!this.#sending) this.#insert();
    });
  }

  /** @param {import('./trades.js').Trade} trade that has arrived on the stream */
  seen(trade) {
    const id = String(trade.id);
    if (this.#sending) this.#early.set(id, now());
    else if (this.#expected?.id === id) this.#arrived(now());
  }

  async #insert() {
    const { symbol, price } = this.#form.elements;
    this.#sending = true;
    this.#early.clear();
    this.#complain('', '');
    const sentAt = now();
    try {
      const body = { symbol: symbol.value.trim(), price: asNumber(price.value) };
      const { value } = await ask('POST', 'api/stock-prices', body);
      this.#committed(String(value.id), sentAt);
    } catch (refusal) {
      this.#refused(/** @type {Error} */ (refusal).message);
    } finally {
      this.#sending = false;
    }
  }

  /**
   * @param {string} id
   * @param {number} sentAt
   */
  #committed(id, sentAt) {
    this.#expected = { id, sentAt };
    this.#result.textContent = `Trade ${id} is committed.`;
    const early = this.#early.get(id);
    if (early) this.#arrived(early);
  }

  /** @param {number} at */
  #arrived(at) {
    if (!this.#expected) return;
    const { id, sentAt } = this.#expected;
    this.#result.textContent = `Trade ${id} came back after ${formatDelay(at - sentAt)}.`;
    this.#expected = null;
  }

  /** @param {string} detail names the column that is wrong */
  #refused(detail) {
    const symbol = /symbol/i.test(detail);
    this.#complain(symbol ? detail : '', symbol ? '' : detail);
    find(symbol ? '#trade-symbol' : '#trade-price').focus();
  }

  /**
   * @param {string} symbol
   * @param {string} price
   */
  #complain(symbol, price) {
    for (const [name, text] of [['symbol', symbol], ['price', price]]) {
      find(`#trade-${name}-error`).textContent = text;
      find(`#trade-${name}`).setAttribute('aria-invalid', String(text !== ''));
    }
    this.#result.textContent = '';
  }
}

/**
 * What is no number goes to the server as it was typed: it has the last word on what is wrong with it.
 *
 * @param {string} text
 */
function asNumber(text) {
  const trimmed = text.trim();
  return trimmed === '' || Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed);
}
