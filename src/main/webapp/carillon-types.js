/**
 * What the client's modules hand to each other and to pages. Types alone: no browser loads this file.
 *
 * @typedef {'connecting' | 'live' | 'catching-up' | 'offline'} State
 *
 * @typedef {object} StateDetail
 * @property {string} [reason] why the stream is offline, for people
 * @property {number} [status] the HTTP status, if the server refused
 * @property {number} [retryAt] ms since 1970 of the next attempt; unknown while EventSource retries itself
 * @property {boolean} [closed] said by a page that has closed its stream itself: nobody tries again
 * @property {string} [target] the position at which catching up ends
 * @property {number} [heldBack] ms for which something on the way, such as a buffering proxy, keeps what is sent
 * @property {Reset} [reset] something was missed, and there is neither `onReset` nor `load` to deal with it
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
