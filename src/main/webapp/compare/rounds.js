import { BackOff } from '../common/back-off.js';

/** ms. A request that takes longer is lost with its connection. */
const PATIENCE = 20_000;

/** Asks again and again, at an even pace for as long as there are answers. */
export class Rounds {
  #ask;
  #every;
  #onTrouble;
  #abort = new AbortController();

  /**
   * @param {(signal: AbortSignal) => Promise<unknown>} ask
   * @param {() => number} every ms from one question to the next
   * @param {(reason: string) => void} onTrouble why there is no answer; empty when there is one
   */
  constructor(ask, every, onTrouble) {
    this.#ask = ask;
    this.#every = every;
    this.#onTrouble = onTrouble;
  }

  async start() {
    this.stop();
    const { signal } = (this.#abort = new AbortController());
    const backOff = new BackOff();
    while (!signal.aborted) {
      let due = performance.now() + this.#every();
      try {
        await this.#ask(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
        backOff.succeeded();
        if (!signal.aborted) this.#onTrouble('');
      } catch (error) {
        due = performance.now() + Math.max(this.#every(), backOff.failed());
        if (!signal.aborted) this.#onTrouble(/** @type {Error} */ (error).message);
      }
      await rest(due - performance.now(), signal);
    }
  }

  stop() {
    this.#abort.abort();
  }
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal ends it early
 * @returns {Promise<void>}
 */
const rest = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, ms));
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
