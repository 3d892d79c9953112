import { ask, query } from '../common/api.js';
import { element, find, formatTime } from '../common/format.js';

/** What the server’s verdicts are to a person. @type {Record<string, string>} */
const VERDICTS = {
  delivered: 'It came.',
  'not-yet': 'It has not come yet.',
  'not-for-it': 'It is none of what this page asks for.',
  closed: 'This page’s stream was closed before.',
};

/** Asks the server what became of one change on the way to this page. */
export class Why {
  #position = find('#why-position');
  #answer = find('#why-answer');
  #subscriber;
  #turn = 0;

  /** @param {() => string} subscriber by which the server knows this page’s stream */
  constructor(subscriber) {
    this.#subscriber = subscriber;
    find('#why-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      void this.explain(this.#position.value.trim());
    });
  }

  /** @param {string} position */
  async explain(position) {
    const turn = ++this.#turn;
    this.#position.value = position;
    find('#why-title').scrollIntoView({ block: 'nearest' });
    const subscriber = this.#subscriber();
    if (!position) return this.#show([element('p', 'error', 'A position is such as 1.1042.')]);
    if (!subscriber) return this.#show([element('p', 'error', 'Nothing is watched yet.')]);
    try {
      const { value } = await ask('GET', `api/explain?${query({ position, subscriber })}`);
      if (turn === this.#turn) this.#show(words(value));
    } catch (refusal) {
      if (turn === this.#turn) this.#show([element('p', 'error', /** @type {Error} */ (refusal).message)]);
    }
  }

  /** @param {HTMLElement[]} parts */
  #show(parts) {
    this.#answer.replaceChildren(...parts);
  }
}

/** @param {any} answer */
function words({ position, verdict, why, op, table, topic, at, subscriptions }) {
  const parts = [element('p', 'why-verdict', VERDICTS[verdict] ?? verdict)];
  parts[0].dataset.verdict = verdict;
  if (op) parts.push(element('p', 'hint', `${position} is the ${op} of ${table} (topic ${topic}), written at ${formatTime(at)}.`));
  parts.push(element('p', '', sentence(why)));
  for (const { filter, shows, why: because } of subscriptions) {
    if (because === 'It shows the change') continue; // as the verdict says
    const finding = element('p', '', `${sentence(because)} `);
    if (filter && !shows) finding.append('The filter is ', element('code', '', filter), '.');
    parts.push(finding);
  }
  return parts;
}

/** @param {string} text */
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
