import { find, formatCount } from '../common/format.js';
import { listItem } from './entry.js';

/** What one can scroll through; older ones are asked for again. */
const KEPT = 2_000;

/** The changes that pass the filter. Newer ones come in above without moving what somebody looks at. */
export class EntryList {
  #list = find('#entries');
  #newer = find('#entries-newer');
  #older = find('#entries-older');
  #onLife;
  #above = 0;
  /** The oldest one that is shown. @type {string | null} */
  oldest = null;

  /** @param {(entry: import('./pages.js').Entry) => void} onLife */
  constructor(onLife) {
    this.#onLife = onLife;
    this.#newer.addEventListener('click', () => {
      this.#list.scrollTo({ top: 0 });
      this.#list.focus();
    });
    this.#list.addEventListener('scroll', () => this.#list.scrollTop === 0 && this.#say(0));
  }

  /** @param {import('./pages.js').Page} page the newest */
  begin({ entries, more }) {
    this.#list.replaceChildren(...this.#items(entries));
    this.#list.scrollTop = 0;
    this.#say(0);
    this.#end(entries, more);
  }

  /** @param {import('./pages.js').Page} page */
  addOlder({ entries, more }) {
    this.#list.append(...this.#items(entries));
    this.#end(entries, more);
  }

  /** @param {import('./pages.js').Entry[]} entries newest first, all newer than what is shown */
  addNewer(entries) {
    if (entries.length === 0) return;
    // Not left to the browser’s scroll anchoring: some have none, and at the very top it does nothing
    const held = this.#list.scrollTop > 0 || this.#list.contains(document.activeElement) && document.activeElement !== this.#list;
    const before = this.#list.scrollHeight;
    this.#list.prepend(...this.#items(entries));
    if (held) this.#list.scrollTop += this.#list.scrollHeight - before;
    this.oldest ??= entries.at(-1)?.position ?? null;
    while (this.#list.childElementCount > KEPT) {
      this.#list.lastElementChild.remove();
      this.oldest = this.#list.lastElementChild.firstElementChild.dataset.position;
      this.#older.hidden = false;
    }
    this.#say(held ? this.#above + entries.length : 0);
    this.#count();
  }

  /**
   * @param {import('./pages.js').Entry[]} entries
   * @param {boolean} more
   */
  #end(entries, more) {
    this.oldest = entries.at(-1)?.position ?? null;
    this.#older.hidden = !more;
    this.#count();
  }

  #count() {
    find('#entries-count').textContent = formatCount(this.#list.childElementCount);
  }

  /** @param {number} above */
  #say(above) {
    this.#above = above;
    this.#newer.hidden = above === 0;
    this.#newer.textContent = `↑ ${formatCount(above)} newer`;
  }

  /** @param {import('./pages.js').Entry[]} entries */
  #items(entries) {
    return entries.map((entry) => listItem(entry, this.#onLife));
  }
}
