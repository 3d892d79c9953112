import { element, find } from '../common/format.js';

const NAMES = ['table', 'key', 'user', 'op', 'from', 'to'];
const TIMES = ['from', 'to'];

/** What is looked for; kept in the address of the page, so that it can be shared and reloaded. */
export class Filter {
  /** As the server takes it. @type {Record<string, string>} */
  chosen = {};
  #form = find('#filter');

  /** @param {() => void} onChange */
  constructor(onChange) {
    const asked = new URLSearchParams(location.search);
    for (const name of NAMES) this.#field(name).value = shown(name, asked.get(name) ?? '');
    this.#read();
    this.#form.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#choose(onChange);
    });
    // The fields are empty only after this event
    this.#form.addEventListener('reset', () => setTimeout(() => {
      for (const name of NAMES) this.#field(name).value = '';
      this.#choose(onChange);
    }));
    this.#known();
  }

  /** @param {string} message */
  refuse(message) {
    find('#filter-error').textContent = message;
    for (const name of NAMES) {
      // The server begins its sentence with the parameter’s name
      if (message.startsWith(`${name} `)) this.#field(name).setAttribute('aria-invalid', 'true');
      else this.#field(name).removeAttribute('aria-invalid');
    }
  }

  /** @param {() => void} onChange */
  #choose(onChange) {
    this.#read();
    history.replaceState(null, '', `?${new URLSearchParams(this.chosen)}`);
    onChange();
  }

  #read() {
    const entries = NAMES.map((name) => [name, sent(name, this.#field(name).value.trim())]);
    this.chosen = Object.fromEntries(entries.filter(([, value]) => value));
    for (const format of ['csv', 'ndjson']) {
      find(`#export-${format}`).href = `api/audit?${new URLSearchParams({ ...this.chosen, format })}`;
    }
  }

  /** Offers what there is; without it one types. */
  async #known() {
    const response = await fetch('api/audit/known').catch(() => null);
    if (!response?.ok) return;
    const { tables, users } = await response.json();
    offer('#known-tables', tables);
    offer('#known-users', users);
  }

  /** @param {string} name */
  #field(name) {
    return find(`#filter-${name}`);
  }
}

/**
 * @param {string} list
 * @param {string[]} values
 */
function offer(list, values) {
  find(list).replaceChildren(...values.map((value) => {
    const option = element('option');
    option.setAttribute('value', value);
    return option;
  }));
}

/** @param {string} name @param {string} value the clock on the wall here, of a time anywhere */
function shown(name, value) {
  if (!TIMES.includes(name) || Number.isNaN(Date.parse(value))) return TIMES.includes(name) ? '' : value;
  const time = new Date(value);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** @param {string} name @param {string} value */
const sent = (name, value) => (value && TIMES.includes(name) ? new Date(value).toISOString() : value);
