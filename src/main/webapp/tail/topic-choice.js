import { element, find } from '../common/format.js';

/** Which topics the tail follows; kept in the address of the page, so that it can be shared and reloaded. */
export class TopicChoice {
  #known = ['*'];
  /** @type {Set<string>} */
  #chosen;
  #onChange;

  /** @param {(topics: string[]) => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    const asked = new URLSearchParams(location.search).getAll('topic');
    this.#chosen = new Set(asked.length ? asked : ['*']);
    find('#topic-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      /** @type {string[]} */
      const typed = find('#topic-input').value.split(/[\s,]+/).filter(Boolean);
      if (typed.length) this.#choose((chosen) => typed.forEach((topic) => add(chosen, topic)));
      find('#topic-input').value = '';
    });
    this.#show();
  }

  get chosen() {
    return [...this.#chosen];
  }

  /** @param {string[]} topics as `api/status` has them; a template such as `chat/{channel}` is offered as `chat/*` */
  know(topics) {
    const known = ['*', ...topics.map((topic) => topic.replace(/\{.*$/, '*'))];
    if (known.join() === this.#known.join()) return;
    this.#known = known;
    this.#show();
  }

  /** @param {(chosen: Set<string>) => void} change */
  #choose(change) {
    change(this.#chosen);
    if (this.#chosen.size === 0) this.#chosen.add('*');
    const query = new URLSearchParams(this.chosen.map((topic) => ['topic', topic]));
    history.replaceState(null, '', `?${query}`);
    this.#show();
    this.#onChange(this.chosen);
  }

  #show() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.topic;
    const topics = [...new Set([...this.#known, ...this.#chosen])];
    find('#topics').replaceChildren(...topics.map((topic) => this.#chip(topic)));
    if (!focused) return;
    /** @type {HTMLElement | null} */
    const again = document.querySelector(`#topics [data-topic="${CSS.escape(focused)}"]`);
    (again ?? find('#topic-input')).focus();
  }

  /** @param {string} topic */
  #chip(topic) {
    const chip = element('button', 'chip', topic === '*' ? '* everything' : topic);
    const chosen = this.#chosen.has(topic);
    chip.setAttribute('type', 'button');
    chip.setAttribute('aria-pressed', String(chosen));
    chip.dataset.topic = topic;
    chip.addEventListener('click', () =>
      this.#choose((all) => (chosen ? all.delete(topic) : add(all, topic))),
    );
    return chip;
  }
}

/**
 * Everything and something would be everything, so each takes the other's place.
 *
 * @param {Set<string>} chosen
 * @param {string} topic
 */
function add(chosen, topic) {
  if (topic === '*') chosen.clear();
  else chosen.delete('*');
  chosen.add(topic);
}
