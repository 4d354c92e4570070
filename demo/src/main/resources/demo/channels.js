// One channel, six kinds of clients, and a box to publish in it.
import { showFiles } from './lib/code.js';
import { byId, el, millis } from './lib/dom.js';
import { output } from './lib/output.js';
import { site } from './lib/site.js';

const KINDS = ['longpoll', 'interval', 'events', 'websocket', 'stream', 'sub'];
const AGAIN_MILLIS = 2000;
const published = new Map(); // when this page published what

site({ services: [] });

/** A client, again and again: it ends when the bridge does. */
async function run(id) {
  const show = output(byId(id));
  const { default: client } = await import(`./channels/${id}.js`);
  for (;;) {
    try {
      await client((text) => show(line(text)));
      if (id === 'events') {
        return; // an EventSource comes back by itself
      }
    } catch (error) {
      show(error.message, 'bad');
    }
    await new Promise((done) => setTimeout(done, AGAIN_MILLIS));
  }
}

/** A message, and how long it took to come here if it is from here. */
function line(text) {
  const at = published.get(text);
  const took = at === undefined ? [] : [el('span', { class: 'took' }, millis(performance.now() - at))];
  return el('span', {}, ...took, text);
}

async function publish(text) {
  const told = byId('told');
  published.set(text, performance.now());
  try {
    const answer = await fetch('/publisher/news', { method: 'POST', body: text, headers: { Accept: 'application/json' } });
    const { messages, subscribers } = await answer.json();
    told.className = '';
    told.textContent =
      `${answer.status} ${answer.status === 201 ? 'Created' : 'Accepted'}: ` +
      `${subscribers} ${subscribers === 1 ? 'subscriber' : 'subscribers'} had it at once, ${messages} of the channel are kept.`;
  } catch (error) {
    told.className = 'bad';
    told.textContent = `Not published: ${error.message}. Is the bridge there?`;
  }
}

byId('publish').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = byId('publish-text');
  const text = field.value.trim();
  if (text) {
    publish(text);
    field.select();
  }
});

showFiles();
KINDS.forEach(run);
