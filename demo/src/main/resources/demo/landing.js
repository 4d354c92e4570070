// The first page: three connections, as if it were three pages, and the picture of what they do.
import { showFiles } from './lib/code.js';
import { byId, count, el, millis } from './lib/dom.js';
import { flow } from './lib/flow.js';
import { Picture } from './lib/picture.js';
import { connection, site } from './lib/site.js';
import { Spark } from './lib/spark.js';

const SYMBOL = 'NOVA';
const ASK_EVERY_MILLIS = 1700;
const GATHER_MILLIS = 40;
const RESTART = 1012;
const HTTP = 'http';

const picture = new Picture();
const { ctx } = site({ services: ['echo', 'quotes', 'rpc'] });
const contexts = [ctx, connection().ctx, connection().ctx];
const carried = new Map();
const open = new Set();
const publications = new Map();
let total = 0;
let received = 0;

/** Remembers a dot's way out and back: the reply's dot starts when the request's dot is there. */
class Trips {
  #waiting = new Map();

  out(page, { identity, endpoint }, kind) {
    const trip = { there: false, reply: null };
    this.#queue(`${page} ${identity}`).push(trip);
    picture.toService(page, endpoint, kind, () => {
      trip.there = true;
      trip.reply?.();
    });
  }

  back(page, { identity, endpoint }, kind) {
    const trip = this.#queue(`${page} ${identity}`).shift();
    const reply = () => picture.toPage(page, endpoint, kind);
    if (!trip || trip.there) {
      reply();
    } else {
      trip.reply = reply;
    }
  }

  #queue(socket) {
    if (!this.#waiting.has(socket)) {
      this.#waiting.set(socket, []);
    }
    return this.#waiting.get(socket);
  }
}

const trips = new Trips();
const OWN = ['from the first page', 'from the second page', 'from the third page'];

/** A publication that several pages received is one dot until the bridge. */
function gather(page, { endpoint, text }) {
  const key = endpoint + text;
  const pages = publications.get(key) ?? [];
  pages.push(page);
  if (pages.length === 1) {
    publications.set(key, pages);
    setTimeout(() => {
      publications.delete(key);
      picture.publish(endpoint === 'chat-events' ? 'chat' : endpoint, pages);
    }, GATHER_MILLIS);
  }
}

const DRAWN = new Set(['echo', 'quotes', 'chat', 'chat-events', 'rpc']);

function draw(page, event) {
  const { kind, endpoint, text } = event;
  if (endpoint === 'page') {
    (kind === 'ask' ? askOf : answerOf)(page, kind);
  } else if (DRAWN.has(endpoint)) {
    const style = endpoint === 'echo' && !OWN.includes(text) ? 'mine' : 'req';
    if (kind === 'request') {
      trips.out(page, event, style);
    } else if (kind === 'reply' || kind === 'error') {
      trips.back(page, event, kind === 'error' ? 'bad' : style);
    } else if (kind === 'delivery') {
      gather(page, event);
    }
    if (endpoint === 'quotes' && kind === 'delivery') {
      const { symbol, price } = JSON.parse(text);
      picture.label(`page-${page}`, `${symbol} ${price.toFixed(2)}`);
    }
  }
}

function askOf(page, kind) {
  if (kind === 'ask') {
    picture.toPage(page, 'asker', 'req', () => answers.shift()?.());
  }
}
const answers = [];
function answerOf(page, kind) {
  if (kind === 'answer') {
    answers.push(() => picture.toService(page, 'asker', 'req'));
  }
}

function tally(page, { kind, endpoint, identity, direction, millis: took }) {
  total += 1;
  received += direction === 'in' ? 1 : 0;
  if (kind === 'opened') {
    open.add(`${page} ${identity}`);
  } else if (kind === 'reply' && endpoint === 'echo') {
    clocked(took);
  }
  const service = { 'chat-events': 'chat', page: 'asker' }[endpoint] ?? endpoint;
  carried.set(service, (carried.get(service) ?? 0) + 1);
}

contexts.forEach((one, n) => {
  flow(one, (event) => {
    tally(n + 1, event);
    draw(n + 1, event);
  });
  one.on('state', ({ name, close }) => {
    picture.cable(n + 1, name === 'live' || name === 'connecting');
    if (name === 'live' || close?.code === RESTART) {
      picture.power('bridge', name === 'live');
    }
  });
});
ctx.on('state', () => open.clear());

const quiet = () => undefined;

/** Another page's connection tells whether the bridge is there. */
const isThere = () => contexts[1].state.name === 'live';

/** A client without a library: the same publications as server-sent events, while somebody looks. */
function listenByHttp() {
  let quotes;
  const listen = () => {
    quotes?.close();
    picture.cable(HTTP, isThere() || contexts[1].state.name === 'connecting');
    if (document.hidden || !isThere()) {
      return; // browsers have six connections for a host, all tabs together
    }
    quotes = new EventSource(`/sub/quotes?topic=${SYMBOL}`);
    quotes.onmessage = ({ data }) => {
      const [symbol, text] = JSON.parse(data);
      gather(HTTP, { endpoint: 'quotes', text });
      picture.label(`page-${HTTP}`, `${symbol} ${JSON.parse(text).price.toFixed(2)}`);
    };
  };
  document.addEventListener('visibilitychange', listen);
  contexts[1].on('state', listen);
  listen();
}

/** And a request, as curl sends it. */
async function askByHttp() {
  if (!isThere()) {
    return;
  }
  const event = { identity: 'fetch', endpoint: 'echo' };
  trips.out(HTTP, event, 'req');
  const { ok } = await fetch('/req/echo', { method: 'POST', body: 'by plain HTTP' });
  trips.back(HTTP, event, ok ? 'req' : 'bad');
}

/** A socket that is open at once and tried again when the bridge comes back. */
function socket(context, type, endpoint, auth) {
  const made = context.Socket(type);
  made.connect(endpoint, auth).catch(quiet);
  return made;
}

function askByYourself() {
  const form = byId('ask');
  const req = socket(ctx, zmq.REQ, 'echo');
  form.querySelector('button').disabled = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = form.elements.text.value;
    const said = (...words) => byId('answer').replaceChildren(...words);
    const start = performance.now();
    said('Sent. No answer yet.');
    try {
      const reply = await req.send(text);
      said('echo answered ', el('b', {}, reply || '(nothing)'), ` after ${millis(performance.now() - start)}. The orange dot is yours.`);
    } catch (error) {
      said(`No answer: ${error.message}`);
    }
  });
}

/** The demo's own traffic: each page asks in turn, so that there is something to see. */
function traffic() {
  const echoes = contexts.map((one) => socket(one, zmq.REQ, 'echo'));
  const adder = new zmq.RPCClient(socket(contexts[1], zmq.REQ, 'rpc'));
  const asker = socket(contexts[0], zmq.REQ, 'asker');
  const rep = contexts[2].Socket(zmq.REP);
  rep.identity = `landing-${Math.random().toString(36).slice(2, 8)}`;
  rep.onmessage = (question) => rep.send(`${question} Fine.`);
  rep.connect('page').catch(quiet);
  const turns = [
    () => echoes[0].send(OWN[0]).catch(quiet),
    () => echoes[1].send(OWN[1]).catch(quiet),
    () => adder.rpc('add', [turn, 1], {}).catch(quiet),
    () => echoes[2].send(OWN[2]).catch(quiet),
    () => askByHttp().catch(quiet),
    () => asker.send(JSON.stringify({ name: rep.identity, question: 'How are you?' })).catch(quiet),
  ];
  let turn = 0;
  setInterval(() => {
    if (!document.hidden) {
      turns[turn++ % turns.length]();
    }
  }, ASK_EVERY_MILLIS);
  turns[turn++]();
}

const roundTrip = new Spark(byId('round-trip-spark'), 40);
function clocked(took) {
  byId('round-trip').textContent = millis(took);
  roundTrip.add(took);
}

const rate = new Spark(byId('rate-spark'), 40);
function readouts() {
  byId('rate').replaceChildren(count(received), el('small', {}, ' messages/s'));
  byId('open-sockets').textContent = count(open.size);
  byId('endpoints').textContent = [...carried.keys()].filter((name) => name !== 'pulse' && name !== 'plug').length;
  rate.add(received);
  received = 0;
}

setInterval(readouts, 1000);
setInterval(() => {
  picture.total(total);
  for (const [service, messages] of carried) {
    if (!off.has(service)) {
      picture.label(service, `${count(messages)} messages`, count(messages));
    }
  }
}, 500);

const off = new Set();
addEventListener('plug-state', ({ detail }) => {
  for (const [service, on] of detail) {
    picture.power(service, on);
    off[on ? 'delete' : 'add'](service);
    if (!on) {
      picture.label(service, 'unplugged', 'off');
    }
  }
});

addEventListener('plug-services', ({ detail }) => {
  if (!detail.some(({ name }) => name === 'kernel')) {
    byId('notebook-words').textContent = 'No Jupyter kernel on this machine. Debian: apt install python3-ipykernel.';
  }
});

showFiles();
askByYourself();
traffic();
listenByHttp();
contexts.forEach((one) => (one.sub('quotes', { topics: [SYMBOL], last: true }).onmessage = quiet));
socket(contexts[1], zmq.SUB, 'chat-events').onmessage = quiet;
