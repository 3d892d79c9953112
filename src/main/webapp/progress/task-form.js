import { element, setText } from '../common/format.js';
import { Refusal } from '../common/api.js';
import { chosenId } from './people.js';

let forms = 0;

/**
 * Changes a task's text. It holds on to the version that its author saw when he began: what others change meanwhile
 * is shown at once, and never overwritten unless he says so.
 */
export class TaskForm {
  element = /** @type {HTMLFormElement} */ (element('form', 'task-form'));
  #title = /** @type {HTMLInputElement} */ (element('input'));
  #assignee = /** @type {HTMLSelectElement} */ (element('select'));
  #save = /** @type {HTMLButtonElement} */ (element('button', 'primary small', 'Save'));
  #cancel = /** @type {HTMLButtonElement} */ (element('button', 'small', 'Cancel'));
  #message = element('p', 'why');
  #base;
  #now;
  #people;
  #onClose;

  /**
   * @param {import('./tasks.js').Task} task
   * @param {import('./people.js').People} people
   * @param {(task: import('./tasks.js').Task) => Promise<void>} save
   * @param {() => void} onClose
   */
  constructor(task, people, save, onClose) {
    this.#base = this.#now = task;
    this.#people = people;
    this.#onClose = onClose;
    this.#title.value = task.title;
    this.#cancel.type = 'button';
    people.fill(this.#assignee, task.assignee);
    this.#message.setAttribute('role', 'alert');
    const buttons = element('div', 'buttons');
    buttons.append(this.#save, this.#cancel);
    this.element.noValidate = true;
    this.element.append(labelled('Title', this.#title), labelled('For', this.#assignee), buttons, this.#message);
    this.#cancel.addEventListener('click', () => this.close());
    this.element.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(save);
    });
  }

  /** @param {import('./tasks.js').Task} task as it is by now */
  changed(task) {
    this.#now = task;
    if (this.#save.disabled || task.version <= this.#base.version) return;
    const what = differences(this.#base, task, this.#people);
    setText(this.#message, `${task.changed_by} has changed this task while you write${what ? `: ${what}` : ''}.`);
    setText(this.#save, 'Save mine over it');
    setText(this.#cancel, 'Keep theirs');
  }

  close() {
    this.element.remove();
    this.#onClose();
  }

  /** @param {(task: import('./tasks.js').Task) => Promise<void>} save */
  async #submit(save) {
    if (this.#save.disabled) return;
    // Once the author has been told of another version, it is that one which he agrees to overwrite.
    const told = this.#cancel.textContent === 'Keep theirs' ? this.#now : this.#base;
    this.#save.disabled = true;
    try {
      await save({ ...told, title: this.#title.value, assignee: chosenId(this.#assignee) });
      this.close();
    } catch (refusal) {
      const { status, message } = /** @type {Refusal} */ (refusal);
      this.#save.disabled = false;
      if (status === 409) this.changed(this.#now);
      else setText(this.#message, message);
    }
  }
}

/**
 * @param {import('./tasks.js').Task} before
 * @param {import('./tasks.js').Task} now
 * @param {import('./people.js').People} people
 */
function differences(before, now, people) {
  const found = [];
  if (now.title !== before.title) found.push(`the title was “${before.title}” and is “${now.title}”`);
  if ((now.assignee ?? null) !== (before.assignee ?? null)) found.push(`it is for ${people.name(now.assignee) || 'nobody'}`);
  if (now.done !== before.done) found.push(now.done ? 'it is done' : 'it is not done any more');
  return found.join(', ');
}

/**
 * @param {string} text
 * @param {HTMLElement} control
 */
function labelled(text, control) {
  const field = element('div', 'field');
  const label = element('label', '', text);
  control.id = `task-form-${++forms}`;
  label.setAttribute('for', control.id);
  field.append(label, control);
  return field;
}
