import { element, find, formatPrice } from '../common/format.js';
import { WINDOW } from './trades.js';

/** More lines than this can't be told apart by their colours. */
const MOST_SYMBOLS = 6;

/** The chart and the buttons that choose its symbols. A symbol keeps its colour while the page lives. */
export class PriceChart {
  /** @type {Map<string, { button: HTMLElement, last: HTMLElement, colour: number, shown: boolean }>} */
  #symbols = new Map();
  /** @type {Map<string, import('./trades.js').Point[]>} */
  #windows = new Map();
  #chips;
  #canvas;
  #empty;
  #colours;
  /** @type {any} */
  #chart;

  /**
   * @param {HTMLElement} root has a canvas and places for the buttons and for what is said when there is nothing
   * @param {Map<string, number>} [colours] by symbol, for charts side by side
   */
  constructor(root, colours = new Map()) {
    this.#chips = find('.chips', root);
    this.#canvas = find('canvas', root);
    this.#empty = find('.empty', root);
    this.#colours = colours;
    // @ts-ignore: Chart.js comes as a script from its WebJar and sets a global
    const Chart = globalThis.Chart;
    if (Chart) this.#chart = new Chart(this.#canvas, { type: 'line', data: { datasets: [] }, options: options() });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /** @param {Map<string, import('./trades.js').Point[]>} windows */
  show(windows) {
    this.#windows = new Map([...windows].slice(0, MOST_SYMBOLS));
    for (const symbol of this.#windows.keys()) if (!this.#symbols.has(symbol)) this.#add(symbol);
    for (const [symbol, { button, last }] of this.#symbols) {
      const newest = this.#windows.get(symbol)?.at(-1);
      button.hidden = !newest;
      if (newest) last.textContent = formatPrice(newest.price);
    }
    this.#empty.hidden = this.#windows.size > 0;
    this.#draw();
  }

  /** @param {string} symbol */
  #add(symbol) {
    const button = element('button', 'chip');
    const last = element('span', 'tabular');
    const colour = this.#colours.get(symbol) ?? (this.#colours.size % MOST_SYMBOLS) + 1;
    this.#colours.set(symbol, colour);
    const entry = { button, last, colour, shown: true };
    button.append(element('span', `swatch series-${colour}`), element('span', '', symbol), last);
    button.setAttribute('type', 'button');
    button.setAttribute('aria-pressed', 'true');
    button.dataset.symbol = symbol;
    button.addEventListener('click', () => {
      entry.shown = !entry.shown;
      button.setAttribute('aria-pressed', String(entry.shown));
      this.#draw();
    });
    this.#symbols.set(symbol, entry);
    this.#chips.append(button);
  }

  #draw() {
    const shown = [...this.#windows].filter(([symbol]) => this.#symbols.get(symbol)?.shown);
    const told = shown.map(([symbol, points]) => `${symbol} ${formatPrice(points.at(-1)?.price ?? 0)}`);
    this.#canvas.setAttribute('aria-label', `Prices of the newest ${WINDOW} trades of each symbol. Now: ${told.join(', ')}`);
    if (!this.#chart) return;
    this.#chart.data.datasets = shown.flatMap(([symbol, points]) => this.#lines(symbol, points));
    this.#chart.options = options();
    this.#chart.update('none');
  }

  /**
   * @param {string} symbol
   * @param {import('./trades.js').Point[]} points
   */
  #lines(symbol, points) {
    const colour = token(`--series-${this.#symbols.get(symbol)?.colour}`);
    /** @type {(value: (point: import('./trades.js').Point) => number | null) => object[]} */
    const along = (value) => points.map((point, index) => ({ x: index - points.length + 1, y: value(point) }));
    const line = { borderColor: colour, backgroundColor: colour, pointHitRadius: 12, clip: 8 };
    const isLast = (/** @type {any} */ context) => context.dataIndex === points.length - 1;
    return [
      { ...line, label: symbol, data: along((point) => point.price), borderWidth: 1.75, pointRadius: (/** @type {any} */ c) => (isLast(c) ? 4 : 0) },
      { ...line, label: `${symbol}, average of 5`, data: along((point) => point.average), borderWidth: 1.5, borderDash: [5, 4], pointRadius: 0, tension: 0.3 },
    ];
  }
}

/** @param {string} name of a custom property in carillon.css */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function options() {
  const [ink, line] = [token('--ink-soft'), token('--line')];
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  const ago = (/** @type {number} */ x) => (x === 0 ? 'newest' : `${-x} ago`);
  return {
    animation: false,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    layout: { padding: { top: 6 } },
    plugins: {
      legend: { display: false },
      tooltip: {
        itemSort: (/** @type {any} */ a, /** @type {any} */ b) => b.raw.y - a.raw.y,
        callbacks: {
          title: (/** @type {any[]} */ items) => (items[0]?.parsed.x ? `${-items[0].parsed.x} trades ago` : 'Newest trade'),
          label: (/** @type {any} */ item) => ` ${item.dataset.label}: ${formatPrice(item.parsed.y)}`,
        },
      },
    },
    scales: {
      x: { type: 'linear', min: 1 - WINDOW, max: 0, ticks: { color: ink, font, callback: ago, stepSize: 10, maxRotation: 0 }, grid: { display: false }, border: { color: line } },
      y: { position: 'right', afterFit: (/** @type {any} */ scale) => (scale.width = Math.max(46, scale.width)), ticks: { color: ink, font, maxTicksLimit: 9 }, grid: { color: line }, border: { display: false }, grace: '5%' },
    },
  };
}
