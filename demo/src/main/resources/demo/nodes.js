// Two nodes with names: sessions that stay at one, a group, and second tries.
import { asked, gathering, nowAndThen, onSubmit } from './lib/asking.js';
import { showFiles } from './lib/code.js';
import { byId, el } from './lib/dom.js';
import { output } from './lib/output.js';
import { site } from './lib/site.js';
import { stage } from './lib/stage.js';
import member from './nodes/member.js';

const HELLO_MILLIS = 3000;
const RETRY_MILLIS = 60;
const MEMBERS = { ada: 'Ada', bob: 'Bob', cleo: 'Cleo' };
const LABEL =
  'On the left this page, which asks, and three WebSockets; the server in the middle; on the right two nodes. Each WebSocket is at one node; what is said to the group becomes one message for each of them at the server.';

const { plug } = site({ services: ['node1', 'node2'] });
const picture = stage(
  byId('stage'),
  {
    label: LABEL,
    hub: 'BlastBeat’s server',
    notes: ['HTTP, WebSocket', 'DEALER to ROUTER'],
    clients: [
      { id: 'get', name: 'this page', short: 'page', kind: 'GET', live: 'asks' },
      ...Object.entries(MEMBERS).map(([id, name]) => ({ id, name, kind: 'WS', live: 'connects' })),
    ],
    services: [
      { id: 'node1', name: 'node1', kind: 'tea', live: '–', does: 'brews tea' },
      { id: 'node2', name: 'node2', kind: 'coffee', live: '–', does: 'brews coffee' },
    ],
  },
  plug,
);
const nodeOf = new Map();
let retries = [];
let waiting = 0;

function labels() {
  for (const node of ['node1', 'node2']) {
    const here = Object.keys(MEMBERS).filter((id) => nodeOf.get(id) === node);
    const names = here.map((id) => MEMBERS[id]).join(', ') || 'no WebSocket';
    picture.label(node, names, here.length ? names : '–');
  }
}

async function ask(path, show) {
  const dot = picture.ask('get', show ? 'mine' : 'req');
  retries = [];
  waiting += 1;
  const { ok, text, line } = await asked(path);
  waiting -= 1;
  await new Promise((done) => setTimeout(done, RETRY_MILLIS)); // who gave it back is told by WebSocket
  const [, who] = /(node[12])/.exec(text) ?? [];
  dot.go(who ? [...retries.filter((node) => node !== who), who] : [], ok ? undefined : 'bad');
  if (show) {
    show(line, ok ? '' : 'bad');
  }
}

function brew() {
  const section = byId('brew');
  const show = output(section);
  onSubmit(section, ({ value }) => ask(`/live/nodes/brew/${value}`, show));
  nowAndThen(() => waiting === 0 && ask('/live/nodes/hello'), HELLO_MILLIS);
  return (node, path) => {
    retries.push(node);
    show(`${node} gives ${path} back: retry`, 'muted');
  };
}

function group(retry) {
  const section = byId('room');
  const show = output(section);
  let said = 0;
  const tell = gathering(({ words, node }, clients) => {
    show(words);
    picture.publish(node, clients, 'pub');
  });
  const back = gathering(({ node, path }) => retry(node, path));
  const moved = (id, node) => {
    if (nodeOf.get(id) !== node) {
      nodeOf.set(id, node);
      picture.label(`page-${id}`, `at ${node}`, node);
      show(`${MEMBERS[id]} is at ${node}`, 'muted');
      labels();
    }
  };
  const hear = (id) => (event) => {
    if (event.type === 'welcome') {
      picture.cable(id, true);
      moved(id, event.node);
    } else if (event.type === 'retry') {
      back(`${event.node} ${event.path}`, id, event);
    } else if (event.type === 'msg') {
      const words = el('span', {}, el('span', { class: 'who' }, `${event.user}: `), event.text, el('span', { class: 'muted' }, ` by ${event.node}`));
      tell(`${event.user} ${event.text} ${said}`, id, { words, node: event.node });
    }
  };
  const lost = (id) => () => {
    picture.cable(id, false);
    picture.label(`page-${id}`, 'connects again', '…');
    if (nodeOf.get(id)) {
      show(`${MEMBERS[id]}’s connection to ${nodeOf.get(id)} has ended`, 'muted');
      nodeOf.delete(id);
      labels();
    }
  };
  const members = new Map(Object.entries(MEMBERS).map(([id, name]) => [id, member(name, hear(id), lost(id))]));
  onSubmit(section, () => {
    const id = byId('room-who').value;
    const field = byId('room-text');
    const text = field.value.trim();
    if (text && nodeOf.has(id)) {
      said += 1;
      picture.toService(id, nodeOf.get(id), 'mine');
      members.get(id).say(text);
      field.select();
    } else if (text) {
      show(`Not said: ${MEMBERS[id]} is not connected. Try again in a second.`, 'bad');
    }
  });
}

group(brew());
showFiles();
