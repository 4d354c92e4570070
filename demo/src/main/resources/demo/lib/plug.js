// "Pull the plug": stops a service, the bridge or this page's connection, brings it back, and says
// what happened.
import { clockTime, el, millis } from './dom.js';
import { flow } from './flow.js';

const SECONDS = 6;
const SETTLED_MILLIS = 8000;
const BRIEF_MILLIS = 4500; // on a phone, where news hides what it is about
const phone = matchMedia('(max-width: 760px)');
const WAIT_MILLIS = 400;
const ANSWERS_MILLIS = 800;

const SERVICES = {
  echo: ['The echo service', 'answers requests', 'Requests to it wait in the bridge, 30 s at most.'],
  quotes: ['The quotes service', 'publishes prices', 'No price comes until it is back; no page notices more than silence.'],
  members: ['The members service', 'publishes notes', 'Its subscribers stay subscribed.'],
  asker: ['The asker', 'asks pages', 'Nobody asks this page until it is back.'],
  chat: ['The chat service', 'holds the room in memory', 'The room is forgotten; every page will join the new one by itself.'],
  rpc: ['The RPC service', 'runs functions', 'Calls wait in the bridge, 30 s at most.'],
  calls: ['The caller of all', 'publishes calls', 'Nobody calls add() until it is back.'],
  jobs: ['The jobs service', 'takes jobs', 'What is pushed to it waits in the bridge.'],
  'greeter-1': ['The first greeter', 'answers requests', 'The other one has them all; with both stopped they wait in the server, 30 s at most.'],
  'greeter-2': ['The second greeter', 'answers requests', 'The other one has them all; with both stopped they wait in the server, 30 s at most.'],
  room: ['The room’s handler', 'has the list of members', 'Its WebSockets stay open: the server holds them.'],
  node1: ['node1', 'brews tea', 'Its WebSockets end, and come back to the other node.'],
  node2: ['node2', 'brews coffee', 'Its WebSockets end, and come back to the other node.'],
  comments: ['The comments’ origin', 'answers HTTP requests', 'Streams stay open: the bridge holds them.'],
  talk: ['The chat’s origin', 'answers HTTP requests', 'WebSockets stay open until one says something.'],
  kernel: ['The notebook’s kernel', 'runs Python', 'What it has computed is gone; a page starts the next one.'],
  bridge: ['The bridge', 'carries everything', 'Every page lost its connection and tries again.'],
};

/** Builds the panel and the news for a page whose main connection is `ctx`. */
export class Plug {
  #ctx;
  #cable;
  #req;
  #state = new Map();
  #rows = new Map();
  #list = el('ul', { class: 'plain' });
  #panel;
  #news = el('ol');
  #box;
  #hide;
  #waits = new Map();

  /**
   * @param services the names of those that this page uses, the most telling first
   * @param cuts further connections: [{name, cable, ctx}]
   */
  constructor({ ctx, cable, services, cuts = [] }) {
    this.#ctx = ctx;
    this.#cable = cable;
    this.#build(services, cuts);
    this.#req = ctx.Socket(zmq.REQ);
    this.#req.connect('plug').catch(() => undefined);
    this.#req.send('{}').then((text) => this.#pulse(JSON.parse(text)), () => undefined);
    const pulse = ctx.Socket(zmq.SUB);
    pulse.onmessage = (text) => this.#pulse(JSON.parse(text));
    pulse.connect('pulse').catch(() => undefined);
    this.#watch(ctx, cuts.length ? null : 'this page');
    cuts.forEach((cut) => this.#watch(cut.ctx, cut.name.replace('’s connection', '')));
  }

  /** Tells the visitor something that happened. */
  say(text, settled = false) {
    this.#news.append(el('li', {}, el('time', {}, clockTime()), el('span', {}, text)));
    while (this.#news.children.length > (phone.matches || document.querySelector('.switches') ? 1 : 4)) {
      this.#news.firstChild.remove();
    }
    this.#box.hidden = false;
    this.#box.toggleAttribute('data-settled', settled);
    clearTimeout(this.#hide);
    if (settled || phone.matches) {
      this.#hide = setTimeout(() => this.#dismiss(), phone.matches ? BRIEF_MILLIS : SETTLED_MILLIS);
    }
  }

  #dismiss() {
    if (this.#box.matches(':hover, :focus-within')) {
      this.#hide = setTimeout(() => this.#dismiss(), SETTLED_MILLIS);
      return;
    }
    this.#box.hidden = true;
    this.#news.replaceChildren();
  }

  #build(services, cuts) {
    for (const name of [...services, 'bridge']) {
      const [title, does] = SERVICES[name];
      this.#row(name, title, does, `Stop it for ${SECONDS} s`, () => this.pull(name));
    }
    const connections = cuts.length ? cuts : [{ name: 'This page’s connection', cable: this.#cable }];
    connections.forEach(({ name, cable }, n) =>
      this.#row(`cut-${n + 1}`, name, 'one WebSocket', `Cut it for ${SECONDS} s`, () => {
        this.say(`You cut ${name.replace(/^This/, 'this')} for ${SECONDS} s.`);
        cable.cut(SECONDS * 1000);
      }),
    );
    this.#panel = el(
      'div',
      { class: 'plug', id: 'plug', popover: 'auto', role: 'dialog', 'aria-labelledby': 'plug-title' },
      el('h2', { id: 'plug-title' }, 'Pull the plug'),
      el('p', { class: 'small muted' }, 'These stop for real, for everyone on this demo, and come back by themselves. Watch what the page does.'),
      this.#list,
    );
    const close = el('button', { type: 'button', 'aria-label': 'Dismiss', onclick: () => (this.#box.hidden = true) }, '✕');
    this.#box = el('section', { class: 'news', 'aria-label': 'What happened', 'data-testid': 'plug-news', hidden: true }, this.#news, close);
    this.#news.setAttribute('role', 'log');
    document.body.append(this.#panel, this.#box);
  }

  #row(name, title, does, action, pull) {
    const button = el('button', { type: 'button', 'data-testid': `plug-${name}`, 'aria-label': `${title}: ${action}` }, action);
    button.addEventListener('click', () => {
      this.#panel.hidePopover();
      pull();
    });
    const row = el('li', {}, el('b', {}, title), el('span', {}, does), button);
    this.#rows.set(name, { row, button });
    this.#list.append(row);
  }

  /** Stops a service for some seconds. */
  async pull(name) {
    const [title] = SERVICES[name];
    try {
      const answer = JSON.parse(await this.#req.send(JSON.stringify({ pull: name, seconds: SECONDS }), { timeout: 5000 }));
      if (answer.error) {
        this.say(`Nothing was unplugged: ${answer.error}.`, true);
      } else {
        this.#pulse(answer);
      }
    } catch (error) {
      if (name !== 'bridge') {
        this.say(`${title} was not unplugged: ${error.message}`, true);
      }
    }
  }

  #pulse({ services }) {
    for (const { name, on, back } of services) {
      const before = this.#state.get(name) ?? true;
      this.#state.set(name, on);
      const shown = this.#rows.get(name);
      if (shown) {
        shown.row.toggleAttribute('data-off', !on);
        shown.button.disabled = !on;
        if (before !== on) {
          this.#changed(name, on, back);
        }
      }
    }
    for (const [name, { row }] of this.#rows) {
      row.hidden = name in SERVICES && !services.some((service) => service.name === name);
    }
    dispatchEvent(new CustomEvent('plug-state', { detail: this.#state }));
    dispatchEvent(new CustomEvent('plug-services', { detail: services }));
  }

  #changed(name, on, back) {
    const [title, , meanwhile] = SERVICES[name];
    if (!on) {
      this.#waits.delete(name);
      this.say(`${title} is stopped for ${Math.round(back / 1000)} s. ${meanwhile}`);
    } else if (name !== 'bridge') {
      setTimeout(() => this.say(`${title} is back.${this.#patience(name)}`, true), ANSWERS_MILLIS);
    }
  }

  /** Which requests waited for a service, as a sentence. */
  #patience(name) {
    const waits = this.#waits.get(name) ?? [];
    const longest = millis(Math.max(...waits));
    const [one, many] = [`A request that waited ${longest} has`, `${waits.length} requests that waited, the longest ${longest}, have`];
    return waits.length ? ` ${waits.length === 1 ? one : many} an answer.` : '';
  }

  /** Tells what becomes of a connection; one without a name is only listened to. */
  #watch(ctx, whose) {
    let lostAt = 0;
    ctx.on('state', (state) => {
      if (!whose) {
        return;
      }
      const of = whose === 'this page' ? 'The connection' : `${whose}’s connection`;
      if (state.name === 'reconnecting' && !lostAt) {
        lostAt = performance.now();
        const why = state.close.code === 1012 ? 'was closed by the bridge, which restarts' : 'is gone';
        this.say(`${of} ${why}. zmq.js tries again by itself.`);
      } else if (state.name === 'live' && lostAt) {
        this.say(`${of} is live again after ${millis(performance.now() - lostAt)}; its sockets are open as before.`, true);
        lostAt = 0;
      }
    });
    flow(ctx, ({ kind, endpoint, millis: took }) => {
      if (kind === 'reply' && took > WAIT_MILLIS) {
        this.#waits.set(endpoint, [...(this.#waits.get(endpoint) ?? []), took]);
      } else if (kind === 'error' && SERVICES[endpoint]) {
        this.say(`A request to ${endpoint} ended with an error: the bridge never repeats one by itself.`);
      }
    });
  }
}
