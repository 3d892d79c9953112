/** Numbers and times as every page shows them. */

const count = new Intl.NumberFormat('en');
const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** @param {number} value */
export const formatCount = (value) => count.format(value);

/**
 * @param {number} value
 * @param {string} noun
 */
export const counted = (value, noun) => `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;

/** @param {number} value */
export const formatPrice = (value) => money.format(value);

/** @param {string | number} time ISO-8601, or ms since 1970 */
export const formatTime = (time) => clock.format(new Date(time));

/** @param {number | null | undefined} ms */
export function formatDelay(ms) {
  if (ms == null || Number.isNaN(ms)) return '–';
  if (ms < 1) return '< 1 ms';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

/**
 * Only when it differs, since a screen reader announces each setting.
 *
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {any} the element; any, because the pages know what they have written
 */
export function find(selector, root = document) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`The page has no ${selector}`);
  return element;
}

/**
 * @param {string} name
 * @param {string} [className]
 * @param {string | number} [text] always set as text, never as markup: it comes from anybody's rows
 */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = String(text);
  return made;
}
