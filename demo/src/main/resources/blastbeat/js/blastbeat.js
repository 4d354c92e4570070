// What the page shows of its two nodes.
import '../lib/chip.js';
import { showFiles } from '../lib/code.js';
import { byId, count, el, millis } from '../lib/dom.js';
import { output } from '../lib/output.js';
import { themeButton } from '../lib/themes.js';
import { live } from './live.js';
import { present } from './present.js';
import { sha256, upload } from './upload.js';

const NAMES = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal'];
const user = `${NAMES[Math.floor(Math.random() * NAMES.length)]} ${10 + Math.floor(Math.random() * 90)}`;
const heard = new Map(); // who hears events of a type

function onSubmit(section, action) {
  section.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    action(event);
  });
}

/** Asks for a text, and shows it with the time that it took. */
async function ask(path, show) {
  const began = performance.now();
  try {
    const answer = await fetch(path);
    const text = (await answer.text()).trim();
    const took = el('span', { class: 'took' }, millis(performance.now() - began));
    show(el('span', {}, took, answer.ok ? text : `${answer.status}: ${text}`), answer.ok ? '' : 'bad');
  } catch (error) {
    show(`Not answered: ${error.message}`, 'bad');
  }
}

function hello() {
  const section = byId('hello');
  const show = output(section);
  onSubmit(section, () => ask('/hello', show));
  ask('/hello', show);
}

function brew() {
  const section = byId('brew');
  const show = output(section);
  heard.set('retry', ({ node, path }) => show(`${node} has given ${path} back: retry`, 'muted'));
  onSubmit(section, ({ submitter }) => ask(`/brew/${submitter.value}`, show));
}

function chat() {
  const section = byId('chat');
  const show = output(section);
  const chip = section.querySelector('state-chip');
  const field = byId('chat-text');
  const room = byId('room');
  const who = present((names) => {
    byId('here').textContent = names.length ? `Here: ${names.join(', ')}` : 'Nobody is here yet.';
  });
  const words = {
    msg: (event) => el('span', {}, el('span', { class: 'who' }, `${event.user}: `), event.text, el('span', { class: 'muted' }, ` by ${event.node}`)),
    join: (event) => `${event.user} has come, at ${event.node}`,
    leave: (event) => `${event.user} has gone`,
  };
  for (const type of ['join', 'leave', 'msg', 'here']) {
    heard.set(type, (event) => {
      if (event.room === room.value) {
        who.hear(event);
        words[type] && show(words[type](event));
      }
    });
  }
  heard.set('welcome', ({ node }) => show(`You are ${user}, and this WebSocket is ${node}’s.`));
  const page = live(user, room.value, (event) => heard.get(event.type)?.(event), (state) => chip.show(state));
  const tried = (action) => {
    try {
      action();
    } catch {
      show('Not said: not connected. It tries again by itself.', 'bad');
    }
  };
  room.addEventListener('change', () => {
    who.clear();
    tried(() => page.enter(room.value));
  });
  onSubmit(section, () => {
    if (field.value.trim()) {
      tried(() => page.say(field.value.trim()));
      field.select();
    }
  });
}

function uploads() {
  const section = byId('upload');
  const bar = byId('progress');
  const far = byId('far');
  const button = section.querySelector('button');
  let size = 0;
  const say = (text, isBad) => {
    far.textContent = text;
    far.classList.toggle('bad', Boolean(isBad));
  };
  heard.set('upload', ({ bytes, node }) => {
    if (button.disabled) {
      bar.value = size ? bytes / size : 1;
      say(`${node} has ${count(bytes)} of ${count(size)} bytes.`);
    }
  });
  onSubmit(section, async () => {
    const file = byId('file').files[0];
    size = file.size;
    button.disabled = true;
    bar.value = 0;
    say('Begins.');
    try {
      const answer = await upload(file);
      const isSame = answer.sha256 === (await sha256(file));
      bar.value = 1;
      say(`${count(answer.bytes)} bytes came to ${answer.node}, ${isSame ? 'and their SHA-256 is this file’s' : 'but their SHA-256 is another'}: ${answer.sha256}`, !isSame);
    } catch (error) {
      say(`Not uploaded: ${error.message.trim()}`, true);
    } finally {
      button.disabled = false;
    }
  });
}

themeButton();
showFiles();
[hello, brew, chat, uploads].forEach((each) => each());
