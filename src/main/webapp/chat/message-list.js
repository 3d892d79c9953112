import { find } from '../common/format.js';
import { MessageItem } from './message-item.js';

/** px from the end within which one is taken to be at it. */
const NEAR = 40;

/** The messages of a channel, oldest first. It stays at its end while one is there, and else where one is. */
export class MessageList {
  #list = find('#messages');
  #scroller = find('#scroller');
  #older = find('#older');
  #newest = find('#newest');
  /** @type {Map<number, MessageItem>} */
  #items = new Map();
  #end = 0;
  #atEnd = true;

  /**
   * @param {() => void} onOlder
   * @param {() => void} onEnd one has come to the end
   */
  constructor(onOlder, onEnd) {
    this.#older.addEventListener('click', onOlder);
    this.#newest.addEventListener('click', () => this.#scrollToEnd());
    this.#scroller.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
      const wasAtEnd = this.#atEnd;
      this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
      if (this.#atEnd) this.#newest.hidden = true;
      if (this.#atEnd && !wasAtEnd) onEnd();
    });
    new ResizeObserver(() => this.#atEnd && this.#scrollToEnd()).observe(this.#scroller);
  }

  /** Whether the newest message is to be seen. */
  get atEnd() {
    return this.#atEnd;
  }

  clear() {
    this.#items.clear();
    this.#list.replaceChildren();
    this.#end = 0;
    this.#atEnd = true;
    this.#newest.hidden = true;
    this.#older.hidden = true;
    find('#beginning').hidden = true;
  }

  /**
   * @param {import('./messages.js').Messages} messages
   * @param {number} me
   * @param {(user: number) => string} nameOf
   * @param {string} waitingAbove how many unread ones there are among the older ones, or empty
   */
  show(messages, me, nameOf, waitingAbove) {
    const shown = messages.shown();
    const last = shown.at(-1)?.id ?? 0;
    const fromEnd = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    const top = this.#list.firstElementChild;
    this.#removeAllBut(new Set(shown.map(({ id }) => id)));
    /** @type {Element | null} */
    let next = this.#list.firstElementChild;
    for (const message of shown) {
      const item = this.#itemOf(message, me, nameOf);
      if (item === next) next = next.nextElementSibling;
      else this.#list.insertBefore(item, next);
    }
    this.#older.hidden = !messages.hasOlder;
    this.#older.textContent = waitingAbove ? `Older messages (${waitingAbove} unread)` : 'Older messages';
    find('#beginning').hidden = messages.hasOlder;
    if (this.#atEnd) this.#scrollToEnd();
    // What was put above must not move what one reads.
    else if (top?.isConnected && top !== this.#list.firstElementChild) this.#scroller.scrollTop = this.#scroller.scrollHeight - fromEnd;
    if (!this.#atEnd && this.#end && last > this.#end) this.#newest.hidden = false;
    this.#end = last;
  }

  /** @param {Set<number>} ids */
  #removeAllBut(ids) {
    for (const [id, item] of this.#items) {
      if (ids.has(id)) continue;
      item.element.remove();
      this.#items.delete(id);
    }
  }

  /**
   * @param {import('./messages.js').Message} message
   * @param {number} me
   * @param {(user: number) => string} nameOf
   */
  #itemOf(message, me, nameOf) {
    let item = this.#items.get(message.id);
    if (item) item.update(message);
    else this.#items.set(message.id, (item = new MessageItem(message, nameOf(message.sender), message.sender === me)));
    return item.element;
  }

  #scrollToEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}
