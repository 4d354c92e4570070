// Two handlers that greet in turn, and one that is a room.
import member from './handlers/member.js';
import { asked, gathering, nowAndThen, onSubmit } from './lib/asking.js';
import { showFiles } from './lib/code.js';
import { byId, count, el } from './lib/dom.js';
import { output } from './lib/output.js';
import { site } from './lib/site.js';
import { stage } from './lib/stage.js';

const GREET_MILLIS = 2500;
const GREETERS = ['greeter-1', 'greeter-2'];
const MEMBERS = { ada: 'Ada', bob: 'Bob' };
const LABEL =
  'On the left this page, which asks, and two WebSockets; the server in the middle; on the right two handlers that greet in turn and one that is a room. A request waits in the server until a handler takes it.';

const { plug } = site({ services: [...GREETERS, 'room'] });
const picture = stage(
  byId('stage'),
  {
    label: LABEL,
    hub: 'Mongrel2’s server',
    notes: ['HTTP, WebSocket', 'PUSH and PUB'],
    clients: [
      { id: 'get', name: 'this page', short: 'page', kind: 'GET', live: 'asks' },
      { id: 'ada', name: 'Ada', kind: 'WS', live: 'joins' },
      { id: 'bob', name: 'Bob', kind: 'WS', live: 'joins' },
    ],
    services: [
      { id: 'greeter-1', name: 'greeter-1', kind: 'PULL, PUB', live: '–', does: 'greets in its turn' },
      { id: 'greeter-2', name: 'greeter-2', kind: 'PULL, PUB', live: '–', does: 'greets in its turn' },
      { id: 'room', name: 'room', kind: 'PULL, PUB', live: '–', does: 'has the list of members' },
    ],
  },
  plug,
);
const off = new Set();
let waiting = 0;

function greetings() {
  const section = byId('greet');
  const show = output(section);
  const answered = new Map(GREETERS.map((name) => [name, 0]));
  const ask = async (shown) => {
    const dot = picture.ask('get', shown ? 'mine' : 'req');
    waiting += 1;
    picture.label('page-get', waiting > 1 ? `${waiting} wait` : 'asks', waiting > 1 ? `${waiting} wait` : 'asks');
    const { ok, text, line } = await asked('/live/handlers/greet');
    waiting -= 1;
    picture.label('page-get', waiting > 0 ? `${waiting} wait` : 'answered', waiting > 0 ? `${waiting} wait` : 'answered');
    const [, who] = /from (\S+):/.exec(text) ?? [];
    dot.go(who ? [who] : [], ok ? undefined : 'bad');
    if (who) {
      answered.set(who, answered.get(who) + 1);
      picture.label(who, `${count(answered.get(who))} greetings`, count(answered.get(who)));
    }
    if (shown || !ok) {
      show(line, ok ? '' : 'bad');
    }
  };
  onSubmit(section, ({ value }) => {
    for (let n = 0; n < Number(value); n += 1) {
      ask(true);
    }
  });
  nowAndThen(() => waiting === 0 && ask(false), GREET_MILLIS);
  ask(true);
}

function room() {
  const section = byId('room');
  const show = output(section);
  const names = new Map();
  let said = 0;
  const tell = gathering((words, clients) => {
    show(words);
    picture.publish('room', clients, 'pub');
  });
  const hear = (id) => (event) => {
    if (event.type === 'userList') {
      names.set(id, event.you);
      picture.label(`page-${id}`, 'in the room', 'in');
      picture.label('room', `${event.users.length} members`, `${event.users.length}`);
    } else if (event.type === 'msg') {
      tell(`${event.user} ${event.msg} ${said}`, id, el('span', {}, el('span', { class: 'who' }, `${event.user}: `), event.msg));
    }
  };
  const open = (id) => (isOpen) => {
    picture.cable(id, isOpen);
    picture.label(`page-${id}`, isOpen ? 'open' : 'connects', isOpen ? 'open' : '…');
  };
  const members = new Map(Object.entries(MEMBERS).map(([id, name]) => [id, member(name, hear(id), open(id))]));
  onSubmit(section, () => {
    const id = byId('room-who').value;
    const field = byId('room-text');
    const text = field.value.trim();
    if (text) {
      said += 1;
      picture.toService(id, 'room', 'mine');
      members.get(id).say(text);
      if (off.has('room')) {
        show('The server keeps it for the next handler, which will not know who said it, and drop it.', 'muted');
      }
      field.select();
    }
  });
  addEventListener('plug-state', ({ detail }) => {
    const isOn = detail.get('room') ?? true;
    if (isOn && off.delete('room')) {
      members.forEach((one) => one.join()); // the new handler has an empty list
    } else if (!isOn && !off.has('room')) {
      off.add('room');
      picture.label('room', 'nobody', '–');
      ['ada', 'bob'].forEach((id) => picture.label(`page-${id}`, 'open, waits', 'waits'));
    }
  });
}

greetings();
room();
showFiles();
