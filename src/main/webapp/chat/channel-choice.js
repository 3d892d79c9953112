import { ask, query } from '../common/api.js';
import { element, find } from '../common/format.js';

/**
 * @typedef {object} Channel
 * @property {string} name
 * @property {string} title
 * @property {string} said what was said there last, and by whom; or empty
 * @property {string} waiting how many messages wait, or empty
 * @property {boolean} current
 */

const SHORT = 120;

/** The channels as buttons, with what was said last and what waits in each; and the form for another one. */
export class ChannelChoice {
  #group = find('#channels');
  #name = find('#channel-name');
  #error = find('#channel-error');
  #onOpen;
  #shown = '';

  /** @param {(channel: string) => void} onOpen */
  constructor(onOpen) {
    this.#onOpen = onOpen;
    find('#channel-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#open(this.#name.value);
    });
  }

  /** @param {Channel[]} channels */
  show(channels) {
    const state = JSON.stringify(channels);
    if (state === this.#shown) return;
    this.#shown = state;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.channel;
    this.#group.replaceChildren(...channels.map((channel) => this.#chip(channel)));
    if (focused) {
      [...this.#group.children].find((chip) => chip.dataset.channel === focused)?.focus();
    }
  }

  /** @param {Channel} channel */
  #chip({ name, title, said, waiting, current }) {
    const chip = element('button', 'chip');
    chip.setAttribute('type', 'button');
    chip.setAttribute('aria-pressed', String(current));
    chip.dataset.channel = name;
    const label = element('span', 'channel');
    label.append(element('span', '', name.startsWith('direct/') ? `@ ${title}` : title));
    if (said) label.append(element('small', 'said', said.slice(0, SHORT)));
    chip.append(label);
    if (waiting) {
      const badge = element('span', 'badge', waiting);
      badge.append(element('span', 'unseen', ' unread'));
      chip.append(badge);
    }
    chip.addEventListener('click', () => this.#onOpen(name));
    return chip;
  }

  /**
   * The server has the last word on what a channel may be called.
   *
   * @param {string} name
   */
  async #open(name) {
    this.#complain('');
    try {
      await ask('GET', `api/messages?${query({ channel: name, limit: 1 })}`);
      this.#name.value = '';
      this.#onOpen(name);
    } catch (refusal) {
      this.#complain(/** @type {Error} */ (refusal).message);
      this.#name.focus();
    }
  }

  /** @param {string} text */
  #complain(text) {
    this.#error.textContent = text;
    this.#name.setAttribute('aria-invalid', String(text !== ''));
  }
}
