/** Raw channels: LISTEN, NOTIFY and UNLISTEN as in psql, and how they differ from changes. */

import { Connection } from '../common/connection.js';
import { Comparison } from './comparison.js';
import { Console } from './console.js';

/** @type {Comparison} */
const comparison = new Comparison((state, detail) => connection.onState(state, detail));
const connection = new Connection(() => comparison.stream);

new Console().open();
comparison.open();
