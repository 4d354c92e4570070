// Requests of a page and what came of them; publications that several of its clients hear.
import { el, millis } from './dom.js';

const GATHER_MILLIS = 40;

/** Fetches a path; {ok, text, line}, of which `line` is what an output shows. Never throws. */
export async function asked(path, options) {
  const began = performance.now();
  try {
    const answer = await fetch(path, options);
    const text = (await answer.text()).trim().split('\n')[0];
    const took = el('span', { class: 'took' }, millis(performance.now() - began));
    return { ok: answer.ok, text, line: el('span', {}, took, answer.ok ? text : `${answer.status}: ${text}`) };
  } catch (error) {
    return { ok: false, text: '', line: `Not answered: ${error.message}` };
  }
}

/** Tells once which clients heard the same: hear(key, client) until a moment is over, then(key's first value, clients). */
export function gathering(then) {
  const heard = new Map();
  return (key, client, value) => {
    const clients = heard.get(key) ?? [];
    clients.push(client);
    if (clients.length === 1) {
      heard.set(key, clients);
      setTimeout(() => {
        heard.delete(key);
        then(value, clients);
      }, GATHER_MILLIS);
    }
  };
}

/** Calls an action now and then, while somebody looks. */
export function nowAndThen(action, everyMillis) {
  setInterval(() => document.hidden || action(), everyMillis);
}

/** Runs a form's action with what was pressed. */
export function onSubmit(section, action) {
  section.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    action(event.submitter, event);
  });
}
