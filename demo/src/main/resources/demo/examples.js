// The bench around the examples: runs each file, shows what it did and what crossed the wire.
import { showFiles } from './lib/code.js';
import { byId, count, millis } from './lib/dom.js';
import { flow } from './lib/flow.js';
import { output } from './lib/output.js';
import { site } from './lib/site.js';
import { Wire } from './lib/wire.js';

const { ctx } = site({ services: ['echo', 'quotes', 'members', 'asker', 'rpc', 'calls'], originalWire: true });
const unique = Math.random().toString(36).slice(2, 8);
const owned = [];
const totals = { in: 0, out: 0 };
const open = new Set();

/** The context, as one example sees it: what it opens shows on that example's wire. */
function benchContext(wire) {
  return {
    Socket(type) {
      const socket = ctx.Socket(type);
      owned.push({ socket, wire });
      return socket;
    },
  };
}

/** Runs an example; if it returns a function, the form calls that. */
async function run(id, parameter) {
  const section = byId(id);
  const show = output(section);
  const wire = new Wire(section.querySelector('[data-wire]'));
  const { default: example } = await import(`./examples/${id}.js`);
  const act = example(benchContext(wire), show, parameter);
  return { section, show, act };
}

function onSubmit(section, act) {
  const form = section.querySelector('form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act(form.elements.text.value);
  });
  form.querySelector('button').disabled = false;
}

/** An example that serves: its form makes a ZeroMQ program ask the page. */
async function serve(id, asker) {
  const name = `${id}-${unique}`;
  const { section, show } = await run(id, name);
  for (const shown of document.querySelectorAll(`[data-name="${id}"]`)) {
    shown.textContent = name;
  }
  onSubmit(section, async (question) => {
    try {
      const { answer, error, millis: took } = JSON.parse(await asker.send(JSON.stringify({ name, question })));
      show(error ? `the asker got nothing: ${error}` : `the asker received: ${answer} (${millis(took)})`, error ? 'bad' : '');
    } catch (error) {
      show(`the asker was not reached: ${error.message}`, 'bad');
    }
  });
}

async function start() {
  showFiles();
  for (const id of ['req', 'rpc-client']) {
    const { section, act } = await run(id);
    onSubmit(section, act);
    act(section.querySelector('form').elements.text.value);
  }
  await run('sub');
  await run('members');
  await run('pub-rpc');
  const asker = ctx.Socket(zmq.REQ);
  asker.connect('asker').catch(() => undefined);
  await serve('rep', asker);
  await serve('rpc-server', asker);
}

flow(ctx, (event) => {
  totals[event.direction] += 1;
  if (event.kind === 'opened') {
    open.add(event.identity);
  }
  owned.find(({ socket }) => socket.identity === event.identity)?.wire.add(event);
});
ctx.on('state', () => open.clear());
setInterval(() => {
  byId('in').textContent = count(totals.in);
  byId('out').textContent = count(totals.out);
  byId('sockets').textContent = count(open.size);
}, 250);
start();
