import { element, find, formatTime, setText } from '../common/format.js';
import { ask, Refusal } from '../common/api.js';
import { TaskForm } from './task-form.js';

/**
 * One task on the board. What is shown is what is stored; a tick counts when the server has taken it, and whoever
 * loses a race is told by whom and by what.
 */
export class TaskLine {
  element = element('li', 'task');
  #box = /** @type {HTMLInputElement} */ (element('input'));
  #title = element('label', 'title');
  #meta = element('span', 'meta');
  #edit = /** @type {HTMLButtonElement} */ (element('button', 'small', 'Edit'));
  #message = element('p', 'why');
  /** @type {TaskForm | null} */
  #form = null;
  /** @type {import('./tasks.js').Task} */
  #task;
  #people;
  #onSaved;

  /**
   * @param {import('./tasks.js').Task} task
   * @param {import('./people.js').People} people
   * @param {(task: import('./tasks.js').Task) => void} onSaved
   */
  constructor(task, people, onSaved) {
    this.#task = task;
    this.#people = people;
    this.#onSaved = onSaved;
    this.#box.type = 'checkbox';
    this.#box.id = `task-${task.id}`;
    this.#title.setAttribute('for', this.#box.id);
    this.#edit.type = 'button';
    this.#message.setAttribute('role', 'alert');
    this.#box.addEventListener('change', () => this.#tick());
    this.#edit.addEventListener('click', () => this.#open());
    this.element.dataset.id = String(task.id);
    this.element.append(this.#box, this.#title, this.#meta, this.#edit, this.#message);
    this.show(task);
  }

  /** @param {import('./tasks.js').Task} task */
  show(task) {
    const fresh = task.version > this.#task.version;
    this.#task = task;
    this.element.classList.toggle('done', task.done);
    if (fresh) this.#flash();
    if (!this.#busy) this.#box.checked = task.done;
    setText(this.#title, task.title);
    setText(this.#meta, this.#sentence());
    this.#edit.setAttribute('aria-label', `Edit ${task.title}`);
    this.#form?.changed(task);
  }

  get #busy() {
    return this.element.getAttribute('aria-busy') === 'true';
  }

  #sentence() {
    const { assignee, changed, changed_by, changed_at } = this.#task;
    const who = assignee == null ? '' : `${this.#people.name(assignee)} · `;
    return `${who}${changed ? 'changed' : 'made'} by ${changed_by}, ${formatTime(changed_at)}`;
  }

  #flash() {
    this.element.classList.remove('fresh');
    requestAnimationFrame(() => this.element.classList.add('fresh'));
  }

  async #tick() {
    const wanted = this.#box.checked;
    if (this.#busy) return void (this.#box.checked = !wanted);
    this.element.setAttribute('aria-busy', 'true');
    this.say('');
    try {
      await this.save({ ...this.#task, done: wanted });
    } catch (refusal) {
      this.say(`Not ticked: ${/** @type {Error} */ (refusal).message}.`.replace(/\.+$/, '.'));
    } finally {
      this.element.removeAttribute('aria-busy');
      this.#box.checked = this.#task.done;
    }
  }

  /**
   * @param {import('./tasks.js').Task} wanted with the version that its author has seen
   */
  async save({ id, title, assignee, done, version }) {
    const path = `api/tasks/${id}`;
    try {
      const body = { title, assignee: assignee ?? null, done, version, by: this.#people.you };
      this.#onSaved((await ask('PUT', path, body)).value);
    } catch (error) {
      // Whatever the stream brings later: who is told why he lost also sees what it is about
      if (error instanceof Refusal && error.status === 409) this.#onSaved((await ask('GET', path)).value);
      throw error;
    }
  }

  /** @param {string} text */
  say(text) {
    setText(this.#message, text);
  }

  #open() {
    if (this.#form) return this.#form.close();
    this.say('');
    this.#edit.setAttribute('aria-expanded', 'true');
    this.#form = new TaskForm(this.#task, this.#people, (wanted) => this.save(wanted), () => {
      this.#form = null;
      this.#edit.setAttribute('aria-expanded', 'false');
      this.#edit.focus();
    });
    this.element.append(this.#form.element);
    find('input', this.#form.element).focus();
  }
}
