import { ask, query } from '../common/api.js';
import { element } from '../common/format.js';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });

/** One message in the list. Its sender can edit and delete it there. */
export class MessageItem {
  element = element('li', 'message');
  #message;
  #name;
  #text = element('p', 'message-text');
  #head = element('p', 'message-head');
  #error = element('p', 'error');
  /** @type {HTMLFormElement | null} */
  #form = null;

  /**
   * @param {import('./messages.js').Message} message
   * @param {string} name of its sender
   * @param {boolean} own whether its sender is looking
   */
  constructor(message, name, own) {
    this.#message = message;
    this.#name = name;
    this.element.dataset.id = String(message.id);
    this.element.dataset.own = String(own);
    this.#error.setAttribute('role', 'alert');
    this.element.append(this.#head, this.#text, ...(own ? [this.#tools(), this.#error] : []));
    this.#show();
  }

  /** @param {import('./messages.js').Message} message as it is now */
  update(message) {
    if (message === this.#message) return;
    this.#message = message;
    this.#show();
  }

  #show() {
    const { content, created_at, edited_at } = this.#message;
    const when = element('time', 'hint tabular', shortly(created_at));
    when.setAttribute('datetime', created_at);
    when.title = full.format(new Date(created_at));
    this.#head.replaceChildren(element('strong', '', this.#name), ' ', when);
    if (edited_at) {
      const edited = element('span', 'hint edited', ' edited');
      edited.title = full.format(new Date(edited_at));
      this.#head.append(edited);
    }
    this.#text.textContent = content;
  }

  #tools() {
    const tools = element('p', 'message-tools');
    const edit = this.#button('Edit', () => this.#edit());
    const remove = this.#button('Delete', () => {
      if (remove.dataset.sure) this.#do('DELETE');
      remove.dataset.sure = 'yes';
      remove.textContent = 'Really delete?';
    });
    remove.addEventListener('blur', () => {
      delete remove.dataset.sure;
      remove.textContent = 'Delete';
    });
    tools.append(edit, remove);
    return tools;
  }

  /**
   * @param {string} label
   * @param {() => void} act
   */
  #button(label, act) {
    const button = element('button', 'small plain', label);
    button.setAttribute('type', 'button');
    button.addEventListener('click', act);
    return button;
  }

  #edit() {
    if (this.#form) return;
    const form = (this.#form = /** @type {HTMLFormElement} */ (element('form', 'field')));
    const field = /** @type {HTMLTextAreaElement} */ (element('textarea', 'prose'));
    field.value = this.#message.content;
    field.setAttribute('aria-label', 'The message anew');
    const save = element('button', 'small primary', 'Save');
    const buttons = element('div', 'toolbar');
    buttons.append(save, this.#button('Cancel', () => this.#endEdit()));
    form.append(field, buttons);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#do('PUT', field.value);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#endEdit();
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    this.#text.hidden = true;
    this.#text.after(form);
    field.focus();
  }

  #endEdit() {
    this.#form?.remove();
    this.#form = null;
    this.#error.textContent = '';
    this.#text.hidden = false;
  }

  /**
   * Shows nothing by itself: that it is done, the log says, to everybody.
   *
   * @param {'PUT' | 'DELETE'} method
   * @param {string} [content]
   */
  async #do(method, content) {
    const { id, sender } = this.#message;
    this.#error.textContent = '';
    try {
      if (method === 'PUT') await ask('PUT', `api/messages/${id}`, { sender, content });
      else await ask('DELETE', `api/messages/${id}?${query({ sender })}`);
      this.#endEdit();
    } catch (refusal) {
      this.#error.textContent = /** @type {Error} */ (refusal).message;
    }
  }
}

/** @param {string} at ISO-8601 */
function shortly(at) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return today ? time.format(date) : `${day.format(date)}, ${time.format(date)}`;
}
