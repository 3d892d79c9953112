import { ask } from '../common/api.js';
import { find, formatCount } from '../common/format.js';

const PATH = 'api/simulations/stock-prices';
const WHILE_RUNNING = 1_000;
const WHILE_IDLE = 5_000;

/**
 * The simulation belongs to the server, so each tab asks how far it is; only a tab that somebody looks at.
 *
 * @typedef {{ running: boolean, done: number, total: number, perSecond: number }} Progress
 */
export class Simulation {
  #form = find('#simulation-form');
  #start = find('#simulation-start');
  #stop = find('#simulation-stop');
  #bar = find('#simulation-progress');
  #state = find('#simulation-state');
  #error = find('#simulation-error');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #next;
  #asked = 0;

  constructor() {
    this.#form.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#tell('POST', `${PATH}?${new URLSearchParams(/** @type {any} */ (new FormData(this.#form)))}`);
    });
    this.#stop.addEventListener('click', () => this.#tell('DELETE', PATH));
    document.addEventListener('visibilitychange', () => this.#ask());
    this.#ask();
  }

  /**
   * @param {string} method
   * @param {string} path
   */
  async #tell(method, path) {
    this.#error.textContent = '';
    try {
      await ask(method, path);
    } catch (refusal) {
      this.#error.textContent = /** @type {Error} */ (refusal).message;
    }
    this.#ask();
  }

  async #ask() {
    clearTimeout(this.#next);
    if (document.hidden) return;
    const asked = ++this.#asked;
    /** @type {Progress | null} */
    const progress = await ask('GET', PATH).then(({ value }) => value, () => null);
    if (asked !== this.#asked) return;
    this.#show(progress);
    this.#next = setTimeout(() => this.#ask(), progress?.running ? WHILE_RUNNING : WHILE_IDLE);
  }

  /** @param {Progress | null} progress */
  #show(progress) {
    const running = progress?.running ?? false;
    this.#start.disabled = running || !progress;
    this.#stop.disabled = !running;
    this.#bar.max = progress?.total || 1;
    this.#bar.value = progress?.done ?? 0;
    this.#state.textContent = sentence(progress);
  }
}

/** @param {Progress | null} progress */
function sentence(progress) {
  if (!progress) return 'The server doesn’t say.';
  const { running, done, total, perSecond } = progress;
  if (running) return `${formatCount(done)} of ${formatCount(total)}, ${formatCount(perSecond)} per second.`;
  if (!total) return 'Not running.';
  return done < total ? `Stopped after ${formatCount(done)} of ${formatCount(total)}.` : `Done: ${formatCount(total)} trades.`;
}
