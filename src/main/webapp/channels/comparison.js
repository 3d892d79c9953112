import { ChangeStream } from '../carillon.js';
import { ask } from '../common/api.js';
import { counted, find, formatCount } from '../common/format.js';
import { remember, remembered } from '../common/memory.js';
import { Log } from '../tail/log.js';
import { RawFeed } from './raw-feed.js';

const KEY = 'carillon.channels.job';
/** ms in which whatever comes has come, as a person would judge it too. */
const SETTLED = 1_000;
const PATIENCE = 5_000;
const AWAY = 3;
const BUTTONS = ['commit', 'rollback', 'publish', 'cut'];

/** The same deeds seen over a raw channel and over the log. What it concludes it has counted, not assumed. */
export class Comparison {
  #changes = new Log('#change-log');
  #raw = new RawFeed(() => this.#seen.raw++);
  #seen = { raw: 0, log: 0 };
  #job = Number(remembered(KEY)) || 0;
  #runs = 0;
  #trying = false;
  /** @type {ChangeStream} */
  stream;
  #onState;

  /** @param {(state: import('../carillon.js').State, detail: import('../carillon.js').StateDetail) => void} onState */
  constructor(onState) {
    this.#onState = onState;
    this.stream = this.#streamOf({ load: () => this.#begin() });
    for (const name of BUTTONS) find(`#try-${name}`).addEventListener('click', () => this.#try(name));
  }

  open() {
    this.#raw.open();
    this.stream.open();
  }

  /** @param {Partial<import('../carillon.js').Options>} options */
  #streamOf(options) {
    return new ChangeStream({
      topics: ['job/*'], // which row it will be is not known yet
      onChange: (change, { position, replay }) => {
        if (change.key?.id !== this.#job) return;
        this.#seen.log++;
        const { state, note } = change.new ?? change.old;
        this.#changes.add(`${position} ${change.op}${replay ? ', replayed' : ''}`, `${state}: ${note}`, 'received');
      },
      onState: (state, detail) => this.#onState(state, detail),
      ...options,
    });
  }

  /** Finds the row of this tab, or makes one, and follows it. @returns {Promise<string>} */
  async #begin() {
    const known = this.#job ? await ask('GET', `api/jobs/${this.#job}`).catch(() => null) : null;
    const { value, position } = known ?? (await ask('POST', 'api/jobs', { note: 'made by channels.html' }));
    this.#job = value.id;
    remember(KEY, String(value.id));
    find('#compare-topic').textContent = `job/${value.id}`;
    return position;
  }

  /** @param {string} name */
  async #try(name) {
    if (this.#trying || !this.#job) return;
    this.#trying = true;
    BUTTONS.forEach((each) => find(`#try-${each}`).setAttribute('aria-disabled', 'true'));
    this.#say('Trying…');
    const before = { ...this.#seen };
    try {
      const said = await this.#deed(name, ++this.#runs);
      await pause(SETTLED);
      const { raw, log } = this.#seen;
      this.#say(`${said} Raw channel: ${counted(raw - before.raw, 'notification')}. Log: ${counted(log - before.log, 'change')}.`);
    } catch (refusal) {
      this.#say(/** @type {Error} */ (refusal).message);
    } finally {
      this.#trying = false;
      BUTTONS.forEach((each) => find(`#try-${each}`).removeAttribute('aria-disabled'));
    }
  }

  /**
   * @param {string} name
   * @param {number} run
   * @returns {Promise<string>} what was done
   */
  async #deed(name, run) {
    if (name === 'commit') {
      await this.#attempt('commit', `commit ${run}`);
      return 'One transaction was committed.';
    }
    if (name === 'rollback') {
      await this.#attempt('rollback', `rollback ${run}`);
      return 'One transaction was rolled back.';
    }
    if (name === 'publish') {
      await ask('POST', 'api/channels/demo', `published ${run}`);
      await this.#attempt('rollback', `rollback ${run}`);
      return 'Somebody published, then his transaction was rolled back.';
    }
    await this.#beAway(run);
    return `${formatCount(AWAY)} transactions were committed while the connection was cut.`;
  }

  /** @param {number} run */
  async #beAway(run) {
    const position = this.stream.position ?? '';
    this.stream.close();
    this.#raw.close();
    this.#onState('offline', { reason: 'You have cut the connection.', closed: true });
    for (let i = 1; i <= AWAY; i++) await this.#attempt('commit', `while away ${run}.${i}`);
    await pause(SETTLED);
    this.stream = this.#streamOf({ lastEventId: position });
    this.stream.open();
    // It goes on trying by itself; the log's side must not wait for that.
    await Promise.race([this.#raw.open(), pause(PATIENCE)]);
  }

  /**
   * @param {'commit' | 'rollback'} outcome
   * @param {string} note
   */
  #attempt(outcome, note) {
    return ask('POST', `api/jobs/${this.#job}/attempts?outcome=${outcome}`, { state: 'running', note });
  }

  /** @param {string} text */
  #say(text) {
    find('#compare-result').textContent = text;
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
