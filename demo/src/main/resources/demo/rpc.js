// The playground: a form per function, the call, its one outcome, and the call to take home.
import { showCode } from './lib/code.js';
import { byId, el, millis, still } from './lib/dom.js';
import { flow } from './lib/flow.js';
import { site } from './lib/site.js';
import { Wire } from './lib/wire.js';
import { FUNCTIONS, TRIES } from './rpc/functions.js';
import { javaCall, javascript, python } from './rpc/languages.js';

const { ctx } = site({ services: ['rpc'] });
const req = ctx.Socket(zmq.REQ);
const service = new zmq.RPCClient(req);
const wire = new Wire(byId('wire'));
let chosen = FUNCTIONS[1];
let address = 'tcp://127.0.0.1:10005';
let calls = 0;

req.connect('rpc').then(
  () => (byId('call').querySelector('button').disabled = false),
  (error) => show('failed', 'refused', error.message),
);
flow(ctx, (event) => event.endpoint === 'rpc' && wire.add(event));
addEventListener('plug-services', ({ detail }) => {
  const found = detail.find(({ name }) => name === 'rpc')?.address;
  if (found && found !== address) {
    address = found;
    takeHome();
  }
});

function read({ kind }, text) {
  if (kind === 'text') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the form says: [name, args, kwargs]. What is left at its default is not sent. */
function call() {
  const args = [];
  const kwargs = {};
  for (const parameter of chosen.parameters) {
    const text = byId(`p-${parameter.name}`).value;
    if (parameter.default === undefined) {
      args.push(read(parameter, text));
    } else if (text !== '') {
      kwargs[parameter.name] = read(parameter, text);
    }
  }
  return [chosen.name, args, kwargs];
}

function field(parameter) {
  const { name, value, default: usual } = parameter;
  const input = el('input', { id: `p-${name}`, name, 'data-testid': `p-${name}`, value, maxlength: 2000, spellcheck: 'false', placeholder: usual ? `${usual}, unless you say otherwise` : null });
  input.addEventListener('input', takeHome);
  return el('div', { class: 'field' }, el('label', { for: `p-${name}` }, name), input);
}

function signature({ name, parameters }) {
  return `${name}(${parameters.map((one) => (one.default ? `${one.name}='${one.default}'` : one.name)).join(', ')})`;
}

function choose(fn) {
  chosen = fn;
  for (const tab of byId('functions').children) {
    const on = tab.dataset.name === fn.name;
    tab.setAttribute('aria-selected', on);
    tab.tabIndex = on ? 0 : -1;
  }
  byId('does').textContent = fn.does;
  byId('signature').textContent = signature(fn);
  byId('fields').replaceChildren(...fn.parameters.map(field));
  takeHome();
}

function takeHome(_, what = call()) {
  showCode(byId('code-js'), 'zmq.js', javascript(what));
  showCode(byId('code-python'), 'Python', python(what, address));
  showCode(byId('code-java'), 'Java', javaCall(what, address));
}

function show(state, verdict, value, took) {
  byId('verdict').textContent = verdict;
  byId('verdict').dataset.state = state;
  byId('value').textContent = value;
  byId('latency').textContent = millis(took);
}

/** Waits for one outcome; what an older call brings is not shown over a newer one. */
async function outcome(promise, read) {
  const turn = ++calls;
  const start = performance.now();
  show('waiting', 'waiting for an answer', '…');
  byId('verdict').parentElement.scrollIntoView({ block: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
  let result;
  try {
    result = read(await promise);
  } catch (error) {
    result = ['failed', `error: ${error.code}`, error.message];
  }
  if (turn === calls) {
    show(...result, performance.now() - start);
  }
}

const returned = (value) => ['returned', 'returned', JSON.stringify(value, null, 2)];

function raw(text) {
  const answer = JSON.parse(text);
  return answer.status === 'error' ? ['failed', `error: ${answer.code}`, answer.error_msg] : returned(answer.returnval);
}

function start() {
  for (const fn of FUNCTIONS) {
    const tab = el('button', { type: 'button', role: 'tab', 'data-name': fn.name, 'data-testid': `function-${fn.name}`, 'aria-controls': 'call', onclick: () => choose(fn) }, fn.name);
    byId('functions').append(tab);
  }
  byId('functions').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = FUNCTIONS[(FUNCTIONS.indexOf(chosen) + step + FUNCTIONS.length) % FUNCTIONS.length];
      choose(next);
      byId('functions').querySelector(`[data-name="${next.name}"]`).focus();
    }
  });
  byId('call').addEventListener('submit', (event) => {
    event.preventDefault();
    const what = call();
    takeHome(null, what);
    outcome(service.rpc(...what), returned);
  });
  TRIES.forEach(({ label, call: what, text }, n) => {
    const act = () => {
      if (what) {
        takeHome(null, what);
        outcome(service.rpc(...what), returned);
      } else {
        outcome(req.send(text), raw);
      }
    };
    byId('tries').append(el('button', { type: 'button', 'data-testid': `try-${n + 1}`, onclick: act }, label));
  });
  choose(chosen);
}

start();
