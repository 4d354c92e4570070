// The wire: every frame as it crosses, newest at the bottom.
import { el } from './dom.js';

const ROWS = 200;

/** A log of frames in `box`; `add(event)` takes what flow() reports. */
export class Wire {
  #list = el('ol', { 'aria-label': 'frames' });
  #box;
  #empty = el('p', { class: 'empty' }, 'No frame yet. What crosses the WebSocket appears here.');

  constructor(box) {
    this.#box = box;
    box.classList.add('wire');
    box.tabIndex = 0;
    box.append(this.#empty, this.#list);
  }

  add({ direction, kind, type, text }) {
    this.#empty.remove();
    const atEnd = this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < 24;
    const bad = kind === 'refused' || kind === 'error';
    this.#list.append(
      el(
        'li',
        { class: `${direction}${bad ? ' error' : ''}`, 'data-kind': kind },
        el('span', { class: 'dir', title: direction === 'out' ? 'from the page' : 'to the page' }, direction === 'out' ? '↑' : '↓'),
        el('span', { class: 'who' }, kind),
        el('span', { class: 'text', title: `${type} socket` }, text),
      ),
    );
    if (this.#list.children.length > ROWS) {
      this.#list.firstChild.remove();
    }
    if (atEnd) {
      this.#box.scrollTop = this.#box.scrollHeight;
    }
  }
}
