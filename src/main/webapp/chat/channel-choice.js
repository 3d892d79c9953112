import { ask, query } from '../common/api.js';
import { element, find, setText } from '../common/format.js';

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
  /** @type {Map<string, HTMLElement>} */
  #chips = new Map();

  /** @param {(channel: string) => void} onOpen */
  constructor(onOpen) {
    this.#onOpen = onOpen;
    find('#channel-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#open(this.#name.value);
    });
  }

  /**
   * A button stays the same one whatever is said in its channel: it may be pressed at this moment.
   *
   * @param {Channel[]} channels
   */
  show(channels) {
    const chips = channels.map((channel) => this.#filled(this.#chips.get(channel.name) ?? this.#chip(channel.name), channel));
    if (chips.length === this.#group.children.length && chips.every((chip, i) => chip === this.#group.children[i])) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    this.#group.replaceChildren(...chips);
    if (focused && chips.includes(focused)) focused.focus();
  }

  /** @param {string} name */
  #chip(name) {
    const chip = element('button', 'chip');
    chip.setAttribute('type', 'button');
    chip.dataset.channel = name;
    const label = element('span', 'channel');
    label.append(element('span', ''), element('small', 'said'));
    const badge = element('span', 'badge');
    badge.append(element('span', ''), element('span', 'unseen', ' unread'));
    chip.append(label, badge);
    chip.addEventListener('click', () => this.#onOpen(name));
    this.#chips.set(name, chip);
    return chip;
  }

  /**
   * @param {HTMLElement} chip
   * @param {Channel} channel
   */
  #filled(chip, { name, title, said, waiting, current }) {
    const [label, badge] = chip.children;
    const [shown, last] = label.children;
    chip.setAttribute('aria-pressed', String(current));
    setText(shown, name.startsWith('direct/') ? `@ ${title}` : title);
    setText(last, said.slice(0, SHORT));
    last.hidden = !said;
    setText(badge.children[0], waiting);
    badge.hidden = !waiting;
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
