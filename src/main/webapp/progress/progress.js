/** Projects, their bars and a board: what is stored first, then each change as it is committed. */

import { ChangeStream } from '../carillon.js';
import { Connection } from '../common/connection.js';
import { Delays } from '../common/delays.js';
import { find, formatCount, formatDelay } from '../common/format.js';
import { ask } from '../common/api.js';
import { Board } from './board.js';
import { wireForms } from './forms.js';
import { People } from './people.js';
import { Projects } from './projects.js';

const people = new People();
const projects = new Projects(() => {
  draw();
  board.turnTo(projects.chosen?.id);
});
const board = new Board(people, draw);
const delays = new Delays();
const seen = { tasks: 0, figures: 0 };
let loaded = false;
let drawing = false;
/**
 * A project that this page has added, or that its address names, to be shown as soon as the stream brings it: it may be newer
 * than what the server has in memory. @type {number | null}
 */
let awaited = null;

const stream = new ChangeStream({
  topics: ['project', 'task', 'progress/*'],
  load: readStored,
  onChange(change, arrival) {
    if (change.topic === 'project') projects.apply(change);
    else if (change.topic === 'task') board.apply(change);
    else projects.applyFigure(change);
    if (change.topic === 'task') seen.tasks++;
    else if (change.topic !== 'project') seen.figures++;
    if (!arrival.replay) {
      delays.add(change.at, arrival.at);
      connection.ring();
    }
    showAwaited();
    draw();
  },
  onState: (state, detail) => {
    connection.onState(state, detail);
    draw();
  },
});
const connection = new Connection(() => stream);

/** @returns {Promise<string>} the position from before the first row was read */
async function readStored() {
  const { value, position } = await ask('GET', 'api/projects');
  if (!position) throw new Error('The server answers without X-Carillon-Position.');
  await people.load();
  const named = Number(new URLSearchParams(location.search).get('project'));
  projects.load(value);
  if (named && projects.chosen?.id !== named) awaited = named;
  await board.load(projects.chosen?.id);
  loaded = true;
  return position;
}

/** Once per frame, however many changes came: ten thousand at once are drawn as one. */
function draw() {
  if (drawing || !loaded) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    projects.draw();
    board.draw();
    board.say(projects.chosen?.total ?? 0);
    find('#figure-tasks').textContent = formatCount(seen.tasks);
    find('#figure-progress').textContent = formatCount(seen.figures);
    find('#figure-delay').textContent = formatDelay(delays.latest);
    find('#figure-position').textContent = stream.position ?? '–';
  });
}

function showAwaited() {
  if (awaited === null) return;
  projects.choose(awaited);
  if (projects.chosen?.id === awaited) awaited = null;
}

wireForms(
  projects,
  people,
  (id) => {
    awaited = id;
    showAwaited();
  },
  () => seen.figures,
);
stream.open();
