/** @typedef {{ type: string, id: string, data: string }} ServerEvent */

/**
 * Takes an event stream apart. An EventSource would, but shows no script how many bytes it has read.
 *
 * @param {AsyncIterable<string>} pieces
 * @returns {AsyncGenerator<ServerEvent>} a new id that came without data, as with a heartbeat, is a `position`
 */
export async function* events(pieces) {
  let rest = '';
  let [id, toldId, type] = ['', '', ''];
  /** @type {string[]} */
  let data = [];
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, field, value = ''] = /^([^:\r]*)(?:: ?([^\r]*))?/.exec(line) ?? [];
      if (field === 'id') id = value;
      else if (field === 'event') type = value;
      else if (field === 'data') data.push(value);
      else if (line.trim() === '') {
        if (data.length) yield { type: type || 'message', id, data: data.join('\n') };
        else if (id !== toldId) yield { type: 'position', id, data: 'null' };
        toldId = id;
        type = '';
        data = [];
      }
    }
  }
}
