/**
 * What the client's modules hand to each other and to pages. Types alone: no browser loads this file.
 *
 * @typedef {'connecting' | 'live' | 'catching-up' | 'offline'} State
 *
 * @typedef {object} StateDetail
 * @property {string} [reason] why the stream is offline, or what a page waits for, for people
 * @property {number} [status] the HTTP status, if the server refused
 * @property {number} [retryAt] ms since 1970 of the next attempt; unknown while EventSource retries itself
 * @property {boolean} [closed] said by a page that has closed its stream itself: nobody tries again
 * @property {string} [target] the position at which catching up ends
 * @property {boolean} [snapshot] catching up, the rows of a snapshot come first
 * @property {number} [heldBack] ms for which something on the way, such as a buffering proxy, keeps what is sent
 * @property {Reset} [reset] something was missed, and there is neither `onReset` nor `load` to deal with it
 *
 * @typedef {object} Options
 * @property {string[]} topics exact, `prefix*` or `*`
 * @property {string} [filter] which rows, in RSQL: `price=gt=100;symbol==ACME`
 * @property {string | string[]} [fields] the columns to be told, with dots into JSON; the key always is
 * @property {string | string[]} [ops] `insert`, `update`, `delete`, `truncate`, `ddl`; all of them if not given
 * @property {'every' | 'latest'} [policy] `latest`: of each row the newest change only, while the stream is behind
 * @property {'number' | 'string'} [numbers] `string`: those that JavaScript would round come as strings
 * @property {boolean} [snapshot] first the rows that there are, as changes with `op: 'snapshot'`, then what changes. A
 *   page of them may come again after a cut; rows with another position than those before are a new snapshot’s
 * @property {(position: string) => void} [onSnapshot] all rows of the snapshot have come, as they were at that position
 * @property {'change' | 'row'} [format]
 * @property {string | null} [lastEventId] where to go on; `earliest` and `latest` work too
 * @property {Record<string, string>} [parameters] more of what `api/events` understands
 * @property {(change: any, arrival: Arrival) => void} [onChange]
 * @property {(state: State, detail: StateDetail) => void} [onState]
 * @property {(reason: string, position: string) => void} [onReset] what was missed can't be replayed: time to reload,
 *   unless there is `load`, which is called, or `snapshot`: then a new one follows
 * @property {() => Promise<string>} [load] reads the stored rows, returns the position from before they were read;
 *   called at first and after each reset, then the stream goes on from there
 * @property {string | URL} [url]
 * @property {Connect} [connect] `shared()`, `socket` or `shared(socket)`; if not given, an EventSource
 *
 * @typedef {{ reason: string, position: string }} Reset what came before the position can’t be replayed
 *
 * @typedef {object} Arrival
 * @property {string} position the position of the change
 * @property {boolean} replay whether it was committed before the stream began
 * @property {number} at ms since 1970 of its arrival, with fractions
 *
 * @typedef {EventTarget & { url: string, readyState: number, close(): void, reconnect?: () => void }} Source looks like
 *   an EventSource of `api/events`. What it brings may be parsed already. `state` carries a state of its own to be told
 *   as it is, `position` a place that was reached without a change.
 *
 * @typedef {(url: string) => Source} Connect
 */

export {};
