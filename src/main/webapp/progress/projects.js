import { element, find, formatCount, setText } from '../common/format.js';

/** @typedef {{ id: number, name: string, done: number, total: number, percent: number }} Project */

/** All projects with their bars. What is shown was calculated once, by the database; here it is only drawn. */
export class Projects {
  /** @type {Map<number, Project>} */
  #all = new Map();
  /** @type {Map<number, HTMLElement>} */
  #lines = new Map();
  /** @type {number | null} */
  #chosen = Number(new URLSearchParams(location.search).get('project')) || null;
  #onChoice;

  /** @param {() => void} onChoice */
  constructor(onChoice) {
    this.#onChoice = onChoice;
  }

  /** @param {Project[]} stored */
  load(stored) {
    this.#all = new Map(stored.map((project) => [project.id, project]));
    this.#keepChoice();
  }

  get chosen() {
    return this.#chosen === null ? undefined : this.#all.get(this.#chosen);
  }

  /** @param {number} id */
  choose(id) {
    if (id === this.#chosen || !this.#all.has(id)) return;
    this.#chosen = id;
    history.replaceState(null, '', `?project=${id}`);
    this.#onChoice();
  }

  /** @param {any} change of the table project */
  apply(change) {
    if (change.op === 'ddl') return; // of the table itself: its new is no row
    if (change.op === 'truncate') this.#all.clear();
    else if (!change.new) this.#all.delete(change.old.id);
    else this.#all.set(change.new.id, { done: 0, total: 0, percent: 0, ...this.#all.get(change.new.id), ...change.new });
    if (this.#keepChoice()) this.#onChoice();
  }

  /** @param {any} change of the table project_progress */
  applyFigure({ op, new: figure }) {
    const known = op !== 'ddl' && figure && this.#all.get(figure.project);
    if (known) Object.assign(known, { done: figure.done, total: figure.total, percent: figure.percent });
  }

  /** @returns {boolean} whether another project had to be chosen, since the present one is gone */
  #keepChoice() {
    if (this.chosen) return false;
    const before = this.#chosen;
    this.#chosen = this.#all.keys().next().value ?? null;
    return before !== this.#chosen;
  }

  draw() {
    for (const [id, line] of this.#lines) {
      if (this.#all.has(id)) continue;
      line.remove();
      this.#lines.delete(id);
    }
    for (const project of this.#all.values()) this.#fill(this.#lines.get(project.id) ?? this.#line(project.id), project);
    this.#drawChosen();
  }

  /** @param {number} id */
  #line(id) {
    const line = element('li');
    const button = element('button', 'project');
    button.setAttribute('type', 'button');
    button.dataset.id = String(id);
    button.append(element('span', 'name'), element('span', 'percent tabular'), element('progress'), element('span', 'hint tabular'));
    button.addEventListener('click', () => this.choose(id));
    line.append(button);
    find('#projects').append(line);
    this.#lines.set(id, line);
    return line;
  }

  /**
   * @param {HTMLElement} line
   * @param {Project} project
   */
  #fill(line, project) {
    const [name, percent, bar, count] = find('button', line).children;
    find('button', line).setAttribute('aria-pressed', String(project.id === this.#chosen));
    setText(name, project.name);
    setText(percent, shownPercent(project));
    setText(count, `${formatCount(project.done)} of ${formatCount(project.total)}`);
    bar.max = 100;
    bar.value = project.percent;
    bar.setAttribute('aria-label', project.name);
  }

  #drawChosen() {
    const project = this.chosen;
    setText(find('#board-title'), project?.name ?? 'No project yet');
    setText(find('#board-done'), project ? formatCount(project.done) : '–');
    setText(find('#board-total'), project ? formatCount(project.total) : '–');
    setText(find('#board-percent'), project ? shownPercent(project) : '–');
    find('#board-bar').value = project?.percent ?? 0;
    setText(find('#curl-example'), `curl -N '${new URL(`api/events?topic=progress/${project?.id ?? 1}`, location.href)}'`);
  }
}

/** @param {Project} project */
const shownPercent = ({ percent }) => `${Number(percent).toFixed(1)} %`;
