import { find, formatCount, formatDelay } from '../common/format.js';
import { ask } from '../common/api.js';
import { chosenId } from './people.js';

const IMPORTED = 10_000;

/**
 * The forms beside the board. What they add comes back over the stream, like everybody else's.
 *
 * @param {import('./projects.js').Projects} projects
 * @param {import('./people.js').People} people
 * @param {(id: number) => void} onNewProject
 * @param {() => number} figures how many changes of progress this page has seen
 */
export function wireForms(projects, people, onNewProject, figures) {
  onSubmit('#project-form', '#project-error', async () => {
    const { value } = await ask('POST', 'api/projects', { name: find('#project-name').value });
    find('#project-name').value = '';
    onNewProject(value.id);
  });
  onSubmit('#task-form', '#task-error', async () => {
    const body = { title: find('#task-name').value, assignee: chosenId(find('#task-assignee')), by: people.you };
    await ask('POST', `api/projects/${projects.chosen?.id ?? 0}/tasks`, body);
    find('#task-name').value = '';
    find('#task-name').focus();
  });
  find('#import').addEventListener('click', () => importMany(projects.chosen?.id ?? 0, people.you, figures));
}

/**
 * @param {number} project
 * @param {number} by
 * @param {() => number} figures
 */
async function importMany(project, by, figures) {
  const [button, result] = [find('#import'), find('#import-result')];
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  result.textContent = 'Importing…';
  const [began, before] = [performance.now(), figures()];
  try {
    const { value } = await ask('POST', `api/projects/${project}/imports?count=${IMPORTED}&by=${by}`);
    result.textContent = `${formatCount(value.imported)} tasks in one transaction, ${formatDelay(performance.now() - began)}.`;
    // What others do meanwhile counts too, so it is told only where it can be told apart.
    const tell = () => {
      if (figures() === before + 1) result.textContent += ' The bar has moved once.';
    };
    setTimeout(tell, 1_000);
  } catch (refusal) {
    result.textContent = /** @type {Error} */ (refusal).message;
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

/**
 * @param {string} form
 * @param {string} error
 * @param {() => Promise<void>} act
 */
function onSubmit(form, error, act) {
  let acting = false;
  find(form).addEventListener('submit', async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (acting) return;
    acting = true;
    const input = find('input', find(form));
    try {
      await act();
      find(error).textContent = '';
      input.removeAttribute('aria-invalid');
    } catch (refusal) {
      find(error).textContent = /** @type {Error} */ (refusal).message;
      input.setAttribute('aria-invalid', 'true');
      input.focus();
    } finally {
      acting = false;
    }
  });
}
