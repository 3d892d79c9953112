import { ChangeStream, comparePositions } from '../carillon.js';
import { shared } from '../carillon-shared.js';
import { ask } from '../common/api.js';
import { counted, element, find, formatCount, setText } from '../common/format.js';

/** ms until the server is asked anew, since many jobs may change at once; and when that has failed. */
const GATHER = 300;
const AGAIN = 3_000;
const MOST = 1_000;
const SHOWN = 8;

/** @typedef {{ id: number, state: string, note: string }} Job */

/** The jobs that are not over. The server has them in memory, so they are asked for whenever a job has changed. */
export class Queue {
  #job = 0;
  /** @type {{ queued: number, running: number, jobs: Job[] } | null} */
  #open = null;
  /** Of the newest change. */
  #told = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;
  #place = find('#queue-place');
  #list = find('#queue');

  constructor() {
    const stream = new ChangeStream({
      topics: ['job/*'],
      connect: shared(),
      load: () => this.#read(),
      onChange: (change, { position }) => {
        this.#told = position;
        this.#askAnew(GATHER);
      },
      onState: (state) => setText(find('#queue-state'), state === 'live' ? '' : 'Not live: this may be old.'),
    });
    stream.open();
  }

  /** @param {number} job that this page waits for */
  of(job) {
    this.#job = job;
    this.#show();
  }

  async #read() {
    const { value, position } = await ask('GET', `api/jobs?limit=${MOST}`);
    this.#open = value;
    this.#show();
    return position;
  }

  /** @param {number} after ms */
  #askAnew(after) {
    this.#asking ??= setTimeout(async () => {
      const position = await this.#read().catch(() => '');
      this.#asking = undefined;
      // Another node may have answered, which is behind
      if (!(comparePositions(position, this.#told) >= 0)) this.#askAnew(position ? GATHER : AGAIN);
    }, after);
  }

  #show() {
    if (!this.#open || !this.#job) return;
    const { queued, running, jobs } = this.#open;
    setText(this.#place, this.#sentence(jobs, queued + running));
    const lines = jobs.slice(0, SHOWN).map((job) => this.#line(job));
    const more = queued + running - lines.length;
    if (more > 0) lines.push(element('li', 'hint', `and ${formatCount(more)} more`));
    this.#list.replaceChildren(...lines);
  }

  /** @param {Job[]} jobs @param {number} all */
  #sentence(jobs, all) {
    const index = jobs.findIndex(({ id }) => id === this.#job);
    if (index === 0) return `Job ${this.#job} is the next.`;
    if (index > 0) return `${counted(index, 'job')} before job ${this.#job}.`;
    if (all > jobs.length && jobs[jobs.length - 1].id < this.#job) return `At least ${counted(jobs.length, 'job')} before job ${this.#job}.`;
    return `Job ${this.#job} is over.`;
  }

  /** @param {Job} job */
  #line({ id, state, note }) {
    const line = element('li');
    const link = element('a', '', `Job ${id}`);
    link.setAttribute('href', `?job=${id}`);
    if (id === this.#job) link.setAttribute('aria-current', 'page');
    line.append(link, ` ${state}${note ? `: ${note}` : ''}`);
    return line;
  }
}
