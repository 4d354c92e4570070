// One person's side of the chat: what they see, what they type, what became of what they said.
import { byId, el } from '../lib/dom.js';
import { Outbox } from './outbox.js';
import { changes, people, typing } from './presence.js';
import { Room } from './room.js';

const BEAT_MILLIS = 2000;
const SILENT_MILLIS = 2500;
const TYPING_MILLIS = 4000;
const GROUP_MILLIS = 60_000;
const MAX_OWN = 100;

const minutes = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const MARKS = { sending: '○', sent: '✓', delivered: '✓✓', failed: '✕' };

/** Clones the page's pane, joins the room as `name`, and stays in it. */
export class Pane {
  #ctx;
  #store;
  #me;
  #room;
  #outbox;
  #view;
  #items = new Map();
  #members = [];
  #last = null;
  #beating = false;
  #typingUntil = 0;
  #stays = true; // at the end of the messages

  constructor({ ctx, cable, name, key, cutMillis }) {
    this.#ctx = ctx;
    this.#store = `chat-${key}`;
    this.#me = { name, said: [], ...JSON.parse(sessionStorage.getItem(this.#store) ?? '{}') };
    this.#view = this.#clone(key, cable, cutMillis);
    this.#room = new Room(ctx, this.#me, {
      joined: () => this.#joined(),
      members: (members) => this.#present(members),
      message: (message) => this.#message(message),
      behind: () => this.#beat(),
    });
    this.#outbox = new Outbox(this.#room, (id, state, detail) => this.#mark(id, state, detail));
    ctx.on('state', (state) => this.#state(state));
    setInterval(() => this.#beat(), BEAT_MILLIS);
    addEventListener('pagehide', () => this.#room.command('leave', {}).catch(() => undefined));
    this.#beat();
  }

  get element() {
    return this.#view.pane;
  }

  get name() {
    return this.#me.name;
  }

  /** Whether screen readers hear new messages of this pane: one pane at a time speaks. */
  speak(aloud) {
    this.#view.list.setAttribute('aria-live', aloud ? 'polite' : 'off');
  }

  #clone(key, cable, cutMillis) {
    const pane = byId('pane').content.firstElementChild.cloneNode(true);
    const part = (name) => pane.querySelector(`[data-testid="${name}"]`);
    const view = { pane, list: part('messages'), people: part('members'), typing: part('typing'), words: part('words') };
    Object.assign(view, { name: part('name'), text: part('compose'), form: part('composer'), more: part('more'), badge: part('badge') });
    pane.dataset.testid = `pane-${key}`;
    view.name.value = this.#me.name;
    view.name.addEventListener('change', () => this.#rename(view.name.value));
    view.form.addEventListener('submit', (event) => this.#submit(event));
    view.text.addEventListener('keydown', (event) => this.#key(event));
    view.text.addEventListener('input', () => this.#typed());
    view.more.addEventListener('click', () => this.#toEnd());
    view.list.addEventListener('scroll', () => this.#scrolled());
    new ResizeObserver(() => this.#stays && this.#toEnd()).observe(view.list);
    part('cut').addEventListener('click', () => cable.cut(cutMillis));
    view.chip = part('pane-state');
    return view;
  }

  /** Called when the pane is in the page: the chip is alive from then on. */
  start() {
    this.#view.chip.follow(this.#ctx, `${this.#me.name}:`);
    this.#labels();
  }

  #labels() {
    const { pane, name, text, list, badge } = this.#view;
    name.value = this.#me.name;
    badge.textContent = [...this.#me.name][0].toUpperCase();
    pane.setAttribute('aria-label', `${this.#me.name}’s side of the chat`);
    text.placeholder = `Message as ${this.#me.name}`;
    text.setAttribute('aria-label', `Message as ${this.#me.name}`);
    list.setAttribute('aria-label', `Messages, as ${this.#me.name} sees them`);
  }

  /** Survives a reload: who one is, and which messages are one's own. */
  #save() {
    sessionStorage.setItem(this.#store, JSON.stringify(this.#me));
  }

  // The room

  #joined() {
    this.#save();
    for (const item of this.#items.values()) {
      item.serial = item.room === this.#me.room ? item.serial : undefined;
    }
    this.#labels();
  }

  async #beat() {
    if (this.#beating || this.#ctx.state.name !== 'live') {
      return;
    }
    this.#beating = true;
    const slow = setTimeout(() => this.#silence(true), SILENT_MILLIS);
    try {
      await this.#room.command('here', { got: this.#room.got, typing: Date.now() < this.#typingUntil });
      this.#silence(false);
    } catch (error) {
      this.#silence(true, error.code);
    } finally {
      clearTimeout(slow);
      this.#beating = false;
    }
  }

  #silence(silent, code) {
    const refused = code === 'full' || code === 'bad_name';
    this.#view.pane.toggleAttribute('data-silent', silent);
    this.#words(refused ? 'The room did not let you in.' : silent ? 'The chat service does not answer. What you write waits.' : '');
  }

  #state({ name }) {
    const live = name === 'live';
    this.#view.pane.toggleAttribute('data-cut', !live);
    this.#words(live ? '' : 'What you write is sent then.');
    if (live) {
      this.#beat();
    }
  }

  #words(text) {
    if (this.#view.words.textContent !== text) {
      this.#view.words.textContent = text;
    }
  }

  async #rename(text) {
    const name = text.trim();
    if (!name || name === this.#me.name) {
      this.#labels();
      return;
    }
    const before = { ...this.#me };
    try {
      await this.#room.command('leave', {});
      Object.assign(this.#me, { name, token: undefined });
      await this.#room.join();
    } catch (error) {
      Object.assign(this.#me, { ...before, token: undefined });
      this.#note(`Still ${before.name}: ${error.message}.`);
      this.#beat();
      this.#labels();
    }
  }

  // Who is here

  #present(members) {
    const { name } = this.#me;
    if (this.#members.length) {
      changes(this.#members, members, name).forEach((text) => this.#note(text));
    }
    this.#members = members;
    this.#view.people.replaceChildren(...people(members, name));
    this.#view.typing.textContent = typing(members, name);
    this.#tick();
  }

  /** Delivered is what somebody else has. */
  #tick() {
    const others = this.#members.filter(({ name }) => name !== this.#me.name);
    for (const [id, { serial, state }] of this.#items) {
      const to = serial && state !== 'delivered' ? others.filter(({ got }) => got >= serial) : [];
      if (to.length) {
        this.#mark(id, 'delivered', `to ${to.map(({ name }) => name).join(', ')}`);
      }
    }
  }

  // Messages

  #submit(event) {
    event.preventDefault();
    const { text } = this.#view;
    const said = text.value.trim();
    if (said) {
      const id = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('');
      text.value = '';
      this.#typingUntil = 0;
      this.#me.said = [...this.#me.said, id].slice(-MAX_OWN);
      this.#save();
      this.#show({ id, name: this.#me.name, text: said, at: Date.now() });
      this.#mark(id, 'sending');
      this.#toEnd();
      this.#outbox.add(id, said);
    }
    text.focus();
  }

  #key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      this.#submit(event);
    }
  }

  #typed() {
    const before = Date.now() < this.#typingUntil;
    this.#typingUntil = this.#view.text.value ? Date.now() + TYPING_MILLIS : 0;
    if (before !== Date.now() < this.#typingUntil) {
      this.#beat();
    }
  }

  #message(message) {
    const known = this.#items.get(message.id);
    if (!known) {
      const atEnd = this.#atEnd();
      this.#show(message);
      atEnd ? this.#toEnd() : (this.#view.more.hidden = false);
    }
    const item = this.#items.get(message.id);
    if (item.own) {
      Object.assign(item, { serial: message.serial, room: this.#me.room });
      if ((item.state ?? 'sending') === 'sending') {
        this.#mark(message.id, 'sent');
      }
      this.#tick();
    }
    if (this.#room.got === message.serial) {
      this.#beat();
    }
  }

  #show({ id, name, text, at }) {
    const own = this.#me.said.includes(id);
    const follows = this.#last?.name === name && at - this.#last.at < GROUP_MILLIS;
    const status = own ? el('span', { class: 'status', 'data-testid': 'status' }) : null;
    const who = el('p', { class: follows ? 'visually-hidden' : 'who' }, el('bdi', {}, name), ' ', el('time', {}, minutes.format(at)));
    const body = el('p', { class: 'text', dir: 'auto', 'data-testid': 'text' }, text);
    const element = el('li', { class: `said${own ? ' own' : ''}${follows ? ' follows' : ''}`, 'data-testid': 'message' }, who, body, status);
    this.#view.list.querySelector('.empty')?.remove();
    this.#view.list.append(element);
    this.#items.set(id, { element, status, own });
    this.#last = { name, at };
  }

  #mark(id, state, detail = '') {
    const item = this.#items.get(id);
    if (item?.status && item.state !== 'delivered') {
      item.state = state;
      item.element.dataset.state = state;
      const words = state === 'failed' ? `not sent: ${detail}` : state === 'sending' ? 'waiting' : state;
      item.status.replaceChildren(el('span', { 'aria-hidden': 'true' }, `${MARKS[state]} `), words);
      item.status.title = detail ? `${state} ${detail}` : '';
    }
  }

  #note(text) {
    const atEnd = this.#atEnd();
    this.#view.list.append(el('li', { class: 'note' }, text));
    this.#last = null;
    if (atEnd) {
      this.#toEnd();
    }
  }

  #scrolled() {
    this.#stays = this.#atEnd();
    this.#view.more.hidden ||= this.#stays;
  }

  #atEnd() {
    const { list } = this.#view;
    return list.scrollHeight - list.scrollTop - list.clientHeight < 48;
  }

  #toEnd() {
    const { list, more } = this.#view;
    list.scrollTop = list.scrollHeight;
    more.hidden = true;
  }
}
