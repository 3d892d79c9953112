import { element, find, setText } from '../common/format.js';
import { PriceChart } from '../tracker/price-chart.js';

/** @typedef {import('../carillon.js').State | 'stopped'} Shown */

/** What a person sees of one way: how it fares, its chart, and the button that starts and stops it. */
export class Column {
  isRunning = true;
  #name;
  #card;
  #state;
  #button;
  #chart;

  /**
   * @param {string} name the id of its card, too
   * @param {Map<string, number>} colours
   * @param {(isRunning: boolean) => void} onToggle
   */
  constructor(name, colours, onToggle) {
    this.#name = name;
    this.#card = find(`#${name}`);
    this.#card.append(/** @type {HTMLTemplateElement} */ (find('#way')).content.cloneNode(true));
    this.#state = find('.state', this.#card);
    this.#button = find('.toggle', this.#card);
    this.#chart = new PriceChart(this.#card, colours);
    find('.chips', this.#card).setAttribute('aria-label', `Symbols in the chart of ${name}`);
    this.#button.addEventListener('click', () => {
      this.isRunning = !this.isRunning;
      onToggle(this.isRunning);
    });
  }

  /** @param {import('./way.js').Way} way */
  draw(way) {
    this.#chart.show(way.trades.windows());
  }

  /**
   * @param {Shown} state
   * @param {string} sentence
   * @param {boolean} ready whether it can be started and stopped
   */
  say(state, sentence, ready) {
    this.#card.dataset.state = state;
    setText(this.#state, sentence);
    setText(this.#button, `${this.isRunning ? 'Stop' : 'Start'} ${this.#name}`);
    this.#button.disabled = !ready;
  }
}

/** A table with a column for each way. */
export class Costs {
  /** By way. @type {Map<string, HTMLElement[]>} */
  #cells;

  /**
   * @param {string[]} figures
   * @param {string[]} ways
   */
  constructor(figures, ways) {
    this.#cells = new Map(ways.map((way) => [way, []]));
    for (const figure of figures) {
      const row = element('tr');
      const head = element('th', '', figure);
      head.setAttribute('scope', 'row');
      row.append(head);
      for (const way of ways) {
        const cell = element('td', 'number', '–');
        cell.dataset.figure = figure;
        cell.dataset.way = way;
        this.#cells.get(way)?.push(cell);
        row.append(cell);
      }
      find('#costs').append(row);
    }
  }

  /**
   * @param {string} way
   * @param {string[]} texts in the order of the figures
   */
  show(way, texts) {
    this.#cells.get(way)?.forEach((cell, index) => setText(cell, texts[index]));
  }
}
