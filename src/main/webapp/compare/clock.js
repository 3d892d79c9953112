/**
 * How far the server's clock is ahead of this one. The header Date has whole seconds, so what differs by less can't be
 * told and is taken to agree.
 *
 * @param {string | null} date the header of a response
 * @param {number} sentAt ms since 1970, by this clock
 * @param {number} arrivedAt
 * @returns {number} ms; 0: they agree; NaN: the server doesn't say
 */
export function ahead(date, sentAt, arrivedAt) {
  const said = Date.parse(date ?? '');
  const [least, most] = [said - arrivedAt, said + 1_000 - sentAt];
  return least <= 0 && most >= 0 ? 0 : (least + most) / 2;
}

/** @param {number} ms as from `ahead` */
export function aboutClocks(ms) {
  if (Number.isNaN(ms)) return 'The server doesn’t say what time it has: its clock is taken to agree with this one.';
  if (ms === 0) return 'The clocks of server and browser agree to within a second.';
  const seconds = `${Math.abs(ms / 1_000).toFixed(1)} s`;
  return `The server’s clock is about ${seconds} ${ms > 0 ? 'ahead' : 'behind'}; delays are corrected by that, to within a second.`;
}
