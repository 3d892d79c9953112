import { find } from '../common/format.js';

/** The same in a terminal and in a page of one’s own. */
export class Recipe {
  constructor() {
    for (const name of ['curl', 'script']) {
      const button = find(`#copy-${name}`);
      button.addEventListener('click', () => copy(find(`#${name}-example`), button));
    }
  }

  /** @param {Partial<import('../carillon.js').Options> & { topics: string[] }} options */
  show({ topics, snapshot, ...choice }) {
    const said = Object.entries({ topic: topics[0], ...choice, ...(snapshot && { snapshot }) });
    const parameters = said.map(([name, value]) => `  --data-urlencode ${shell(`${name}=${value}`)}`);
    find('#curl-example').textContent = [`curl -NG ${shell(new URL('api/events', location.href).href)}`, ...parameters].join(' \\\n');
    find('#script-example').textContent = script({ topics, ...choice, snapshot });
  }
}

/** @param {object} options */
function script(options) {
  const lines = Object.entries(options).map(([name, value]) => `  ${name}: ${literal(value)},`);
  return [
    `import { ChangeStream } from '${new URL('carillon.js', location.href)}';`,
    '',
    'new ChangeStream({',
    ...lines,
    '  onChange: ({ op, moved, key, new: row }) => console.log(op, moved, key, row),',
    "  onSnapshot: (position) => console.log('all rows as of', position),",
    '}).open();',
  ].join('\n');
}

/** @param {unknown} value @returns {string} */
const literal = (value) => (Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value));

/** @param {string} text one word for a shell, whatever is in it */
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** @param {HTMLElement} node @param {HTMLElement} button */
async function copy(node, button) {
  try {
    await navigator.clipboard.writeText(node.textContent ?? '');
    button.textContent = 'Copied';
  } catch {
    getSelection()?.selectAllChildren(node); // where the browser forbids it, one key is left to press
    button.textContent = 'Selected';
  }
  setTimeout(() => (button.textContent = 'Copy'), 2_000);
}
