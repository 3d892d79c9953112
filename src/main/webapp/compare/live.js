import { ChangeStream } from '../carillon.js';
import { MeteredSource } from './metered-source.js';

/**
 * @typedef {object} Options
 * @property {() => import('./meter.js').Meter} meter
 * @property {() => Promise<string>} load reads the table, returns the position from before that
 * @property {(row: any, position: string, replay: boolean) => void} onRow
 * @property {(state: import('../carillon.js').State, detail: import('../carillon.js').StateDetail) => void} onState
 */

/** The stream of v3. Stopped and started again, it goes on where it was; begun anew, it reads the table first. */
export class Live {
  #options;
  /** @type {string | null} */
  #place = null;
  /** @type {ChangeStream} */
  stream;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    this.stream = this.#make();
  }

  begin() {
    this.stream.close();
    this.#place = null;
    this.start();
  }

  start() {
    this.stream = this.#make();
    this.stream.open();
  }

  stop() {
    this.#place = this.stream.position;
    this.stream.close();
    this.#options.onState('offline', { reason: 'You have stopped v3.', closed: true });
  }

  #make() {
    const { meter, load, onRow, onState } = this.#options;
    return new ChangeStream({
      url: new URL('api/tracker/v3', location.href),
      topics: [], // the path says it
      ops: ['insert', 'update', 'delete', 'truncate'], // all but ddl: bare rows don’t tell it from a truncate
      connect: (url) => new MeteredSource(url, meter()),
      load: async () => {
        const place = this.#place;
        this.#place = null;
        return place ?? load();
      },
      onChange: (row, { position, replay }) => onRow(row, position, replay),
      onState,
    });
  }
}
