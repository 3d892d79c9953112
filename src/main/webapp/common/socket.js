/**
 * @param {Record<string, string>} [parameters]
 * @returns {WebSocket} to this page's server
 */
export function openSocket(parameters = {}) {
  const address = new URL('socket', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  address.search = new URLSearchParams(parameters).toString();
  return new WebSocket(address, 'carillon.v1');
}
