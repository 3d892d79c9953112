/** The audit: who changed what, and the life of each row. */

import { ChangeStream, comparePositions } from '../carillon.js';
import { shared } from '../carillon-shared.js';
import { Connection } from '../common/connection.js';
import { find } from '../common/format.js';
import { EntryList } from './entry-list.js';
import { Filter } from './filter.js';
import { Life } from './life.js';
import { readPage } from './pages.js';

const LIMIT = '100';
/** Pages of newer changes that are read in one go; of more than that, only the newest are shown. */
const MOST_PAGES = 10;
/** ms */
const SOON = 150;
const PATIENCE = 5_000;

const life = new Life();
const list = new EntryList((entry) => life.open(entry));
const filter = new Filter(() => stream.reconnectFrom());
/** How far what is shown is complete. */
let complete = '';
let turn = 0;
let waits = SOON;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let due;

/** Only says that something has happened: who did it, and whether it passes the filter, the audit knows. */
class Wake extends ChangeStream {
  constructor() {
    super({
      topics: ['*'],
      connect: shared(),
      load,
      onChange(_, arrival) {
        if (!arrival.replay) connection.ring();
        soon();
      },
      onState: (state, detail) => connection.onState(state, detail),
    });
  }

  /** Begins with the audit as it is, as after another choice. */
  reconnectFrom() {
    load().catch((error) => filter.refuse(error.message));
  }
}

/** @returns {Promise<string>} how far the log had been copied before the page was read */
async function load() {
  const mine = ++turn;
  const page = await readPage(filter.chosen, { limit: LIMIT }).catch((error) => {
    filter.refuse(error.message);
    throw error;
  });
  if (mine !== turn) return page.position;
  filter.refuse('');
  list.begin(page);
  reached(page.position);
  return page.position;
}

function soon() {
  due ??= setTimeout(async () => {
    await readNewer().catch(() => {}); // the strip says that the server is away; the stream calls again
    due = undefined;
    // The audit follows the log by moments; if by more, somebody should know
    const behind = comparePositions(complete, stream.position) < 0;
    waits = behind ? Math.min(PATIENCE, waits * 2) : SOON;
    tell(behind && waits > 1_000 ? stream.position : null);
    if (behind) soon();
  }, waits);
}

async function readNewer() {
  const mine = turn;
  const place = { after: complete, limit: '1000' };
  const first = await readPage(filter.chosen, place);
  const entries = first.entries;
  let more = first.more;
  for (let pages = 1; more && pages < MOST_PAGES; pages++) {
    const page = await readPage(filter.chosen, { ...place, before: entries[entries.length - 1].position });
    entries.push(...page.entries);
    more = page.more;
  }
  if (mine !== turn) return;
  if (more) return void (await load());
  list.addNewer(entries);
  reached(first.position);
  await life.add(entries);
}

/** @param {string} position */
function reached(position) {
  complete = position;
  tell(null);
}

/** @param {string | null} ahead where the log is, if by more than moments */
function tell(ahead) {
  find('#audit-place').textContent = ahead ? `Not complete: the audit has ${complete}, the log ${ahead}.` : `Complete up to ${complete}.`;
}

find('#entries-older').addEventListener('click', async () => {
  const mine = turn;
  try {
    const page = await readPage(filter.chosen, { limit: LIMIT, ...(list.oldest && { before: list.oldest }) });
    if (mine === turn) list.addOlder(page);
  } catch (error) {
    filter.refuse(/** @type {Error} */ (error).message);
  }
});

const stream = new Wake();
const connection = new Connection(() => stream);
stream.open();
