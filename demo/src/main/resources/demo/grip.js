// Two origins that hold nothing: comments over SSE, a chat over a WebSocket.
import { gathering } from './lib/asking.js';
import { showFiles } from './lib/code.js';
import { byId, count, el, millis } from './lib/dom.js';
import { output } from './lib/output.js';
import { site } from './lib/site.js';
import { stage } from './lib/stage.js';

const ORIGINS = { comments: 'comments', chat: 'talk' }; // of a section
const CLIENTS = { comments: ['sse'], chat: ['ws-1', 'ws-2'] };
const LABEL =
  'On the left an EventSource and two WebSockets; the bridge, which holds them, in the middle; two origins on the right. What is said goes to an origin as a request; what the origin publishes becomes one message for each client at the bridge.';

const { plug } = site({ services: ['comments', 'talk'] });
const picture = stage(
  byId('stage'),
  {
    label: LABEL,
    hub: 'GRIP proxy',
    notes: ['held open', 'requests, publications'],
    clients: [
      { id: 'sse', name: 'EventSource', short: 'SSE', kind: 'SSE', live: 'held' },
      { id: 'ws-1', name: 'WebSocket', short: 'WS', kind: 'WS', live: 'held' },
      { id: 'ws-2', name: 'another', short: 'WS', kind: 'WS', live: 'held' },
    ],
    services: [
      { id: 'comments', name: 'comments', kind: 'HTTP', live: 'Python', does: 'an origin in Python' },
      { id: 'talk', name: 'chat', kind: 'HTTP', live: 'Java', does: 'an origin in Java' },
    ],
  },
  plug,
);
const said = new Map(); // when this page said what
const off = new Set();
const heardBy = new Map();

addEventListener('plug-state', ({ detail }) => {
  for (const origin of Object.values(ORIGINS)) {
    off[detail.get(origin) === false ? 'add' : 'delete'](origin);
  }
});

function heard(client) {
  heardBy.set(client, (heardBy.get(client) ?? 0) + 1);
  picture.label(`page-${client}`, `${count(heardBy.get(client))} heard`, count(heardBy.get(client)));
}

async function run(id) {
  const section = byId(id);
  const origin = ORIGINS[id];
  const show = output(section);
  const { default: client } = await import(`./grip/${id}.js`);
  const tell = gathering((text, clients) => {
    picture.publish(origin, clients, 'pub');
    clients.forEach(heard);
  });
  const [say] = CLIENTS[id].map((name, n) =>
    client((text) => {
      tell(text, name, text);
      if (n === 0) {
        const at = said.get(text);
        const took = at === undefined ? [] : [el('span', { class: 'took' }, millis(performance.now() - at))];
        show(el('span', {}, ...took, text));
      }
    }),
  );
  section.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const field = section.querySelector('input');
    const text = field.value.trim();
    if (!text) {
      return;
    }
    said.set(text, performance.now());
    const dot = picture.ask(CLIENTS[id][0], 'mine');
    field.select();
    try {
      const answer = await say(text);
      const failed = answer ? !answer.ok : off.has(origin);
      dot.go(failed ? [] : [origin], failed ? 'bad' : 'mine');
      if (answer && failed) {
        show(`Not said: the origin is stopped, so the bridge answered ${answer.status}.`, 'bad');
      } else if (failed) {
        show('Not said: the origin is stopped, and the WebSocket ends with its request. Another is opened.', 'bad');
      }
    } catch (error) {
      dot.go([], 'bad');
      show(`Not said: ${error.message}`, 'bad');
    }
  });
}

showFiles();
['comments', 'chat'].forEach(run);
