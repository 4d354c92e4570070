// <state-chip>: what a connection is doing, by shape, word and colour.
import { el, svg } from './dom.js';

const WORDS = {
  connecting: 'connecting',
  live: 'live',
  reconnecting: 'reconnecting',
  refused: 'refused',
  closed: 'closed',
};

function shapes() {
  return svg(
    'svg',
    { viewBox: '0 0 10 10', 'aria-hidden': 'true' },
    svg('circle', { class: 'shape connecting', cx: 5, cy: 5, r: 4 }),
    svg('circle', { class: 'shape live', cx: 5, cy: 5, r: 5 }),
    svg('path', { class: 'shape reconnecting', d: 'M5 0 10.4 9.6H-.4z' }),
    svg('path', { class: 'shape refused', d: 'm1 1 8 8M9 1 1 9' }),
    svg('path', { class: 'shape closed', d: 'M0 5h10' }),
  );
}

/**
 * Shows a state; `follow(ctx)` shows a context's. Says each change once, politely; the seconds of
 * a countdown are for the eyes only.
 */
class StateChip extends HTMLElement {
  #word = el('span');
  #chip = el('span', { class: 'chip' }, shapes(), this.#word);
  #said = el('span', { class: 'visually-hidden', role: 'status' });
  #retry = el('button', { type: 'button', hidden: true, 'data-testid': 'retry-now' }, 'retry now');
  #timer;

  connectedCallback() {
    if (!this.firstChild) {
      this.#word.setAttribute('aria-hidden', 'true');
      this.append(this.#chip, this.#said, this.#retry);
      this.show(this.getAttribute('state') ?? 'connecting');
    }
  }

  /** Shows one of the five states, with an optional detail after the word. */
  show(state, detail = '') {
    clearInterval(this.#timer);
    this.setAttribute('state', state);
    this.#chip.dataset.state = state;
    this.#say(WORDS[state] + (detail ? `: ${detail}` : ''));
    this.#retry.hidden = true;
  }

  /** Shows what a context does, until it is closed; `label` tells several chips apart. */
  follow(ctx, label = '') {
    this.#retry.addEventListener('click', () => ctx.reconnectNow());
    const show = (state) => {
      this.show(state.name, state.name === 'refused' ? state.close.reason : '');
      this.#said.textContent = `${label} ${this.#word.textContent}`.trim();
      if (state.name === 'reconnecting') {
        this.#countDown(performance.now() + state.in);
      }
      this.#retry.hidden = state.name !== 'reconnecting' && state.name !== 'refused';
    };
    show(ctx.state);
    ctx.on('state', show);
  }

  #countDown(end) {
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      this.#word.textContent = seconds ? `reconnecting in ${seconds} s` : 'reconnecting';
    };
    tick();
    this.#timer = setInterval(tick, 250);
  }

  #say(text) {
    this.#word.textContent = text;
    if (this.#said.textContent !== text) {
      this.#said.textContent = text;
    }
  }
}

customElements.define('state-chip', StateChip);
