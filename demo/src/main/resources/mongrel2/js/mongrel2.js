// What the page shows of its four handlers.
import '../lib/chip.js';
import { join } from './chat.js';
import { showFiles } from '../lib/code.js';
import { byId, count, el, millis } from '../lib/dom.js';
import { output } from '../lib/output.js';
import { themeButton } from '../lib/themes.js';
import { sha256, upload } from './upload.js';

function onSubmit(section, action) {
  section.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    action(event);
  });
}

function hello() {
  const section = byId('hello');
  const show = output(section);
  const ask = async () => {
    const began = performance.now();
    try {
      const answer = await fetch('/hello');
      const text = (await answer.text()).trim();
      const took = el('span', { class: 'took' }, millis(performance.now() - began));
      show(el('span', {}, took, answer.ok ? text : `${answer.status}: ${text}`), answer.ok ? '' : 'bad');
    } catch (error) {
      show(`Not answered: ${error.message}`, 'bad');
    }
  };
  onSubmit(section, ask);
  ask();
}

const NAMES = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal'];

function chat() {
  const section = byId('chat');
  const show = output(section);
  const chip = section.querySelector('state-chip');
  const words = {
    join: ({ user }) => `${user} has come`,
    leave: ({ user }) => `${user} has gone`,
    userList: ({ users, you }) => `You are ${you}. Here: ${users.join(', ')}`,
    msg: ({ user, msg }) => el('span', {}, el('span', { class: 'who' }, `${user}: `), msg),
  };
  const name = NAMES[Math.floor(Math.random() * NAMES.length)];
  const say = join(name, (event) => words[event.type] && show(words[event.type](event)), (state) => chip.show(state));
  const field = byId('chat-text');
  onSubmit(section, () => {
    try {
      if (field.value.trim()) {
        say(field.value.trim());
        field.select();
      }
    } catch {
      show('Not said: not connected. It tries again by itself.', 'bad');
    }
  });
}

function radio() {
  const player = byId('player');
  const heard = byId('heard');
  player.addEventListener('timeupdate', () => {
    if (!player.paused) {
      heard.textContent = `Playing: ${Math.floor(player.currentTime)} s heard.`;
    }
  });
  player.addEventListener('pause', () => (heard.textContent = 'Not playing.'));
  player.addEventListener('waiting', () => (heard.textContent = 'Waiting for the stream.'));
  player.addEventListener('error', () => (heard.textContent = 'The stream has ended. Play to hear it again.'));
}

function uploads() {
  const section = byId('upload');
  const bar = byId('progress');
  const far = byId('far');
  const button = section.querySelector('button');
  const say = (text, isBad) => {
    far.textContent = text;
    far.classList.toggle('bad', Boolean(isBad));
  };
  onSubmit(section, async () => {
    const file = byId('file').files[0];
    button.disabled = true;
    bar.value = 0;
    say('Begins.');
    try {
      const answer = await upload(file, (bytes) => {
        bar.value = file.size ? bytes / file.size : 1;
        say(`The handler sees ${count(bytes)} of ${count(file.size)} bytes.`);
      });
      bar.value = 1;
      const isSame = answer.sha256 === (await sha256(file));
      say(`${count(answer.bytes)} bytes came, ${isSame ? 'and their SHA-256 is this file’s' : 'but their SHA-256 is another'}: ${answer.sha256}`, !isSame);
    } catch (error) {
      say(`Not uploaded: ${error.message.trim()}`, true);
    } finally {
      button.disabled = false;
    }
  });
}

themeButton();
showFiles();
[hello, chat, radio, uploads].forEach((each) => each());
