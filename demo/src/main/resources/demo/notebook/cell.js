// A cell: code in, output out.
import { el } from '../lib/dom.js';
import { Output } from './output.js';

let made = 0;

export class Cell {
  #label;
  #run;
  #output;

  /** @param run (cell) => a promise of the kernel's reply; `next` goes on to the cell after it */
  constructor(code, run, next) {
    const id = `code-${++made}`;
    this.#run = run;
    this.#label = el('label', { for: id, class: 'count', 'data-testid': 'count' }, '[ ]');
    this.text = el('textarea', { id, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', rows: 1, 'data-testid': 'code', 'aria-label': `Code of cell ${made}` });
    this.text.value = code;
    this.button = el('button', { type: 'button', 'data-testid': 'run', 'aria-label': `Run cell ${made}`, disabled: true }, 'Run');
    const box = el('div', { class: 'output', 'data-testid': 'output', role: 'log', 'aria-label': `Output of cell ${made}` });
    this.#output = new Output(box);
    this.element = el('section', { class: 'cell', 'data-testid': 'cell', 'data-state': 'new' }, this.#label, this.text, this.button, box);
    this.button.addEventListener('click', () => this.run());
    this.text.addEventListener('input', () => this.fit());
    this.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.run();
        if (event.shiftKey) next(this);
      }
    });
  }

  /** As high as its code. */
  fit() {
    this.text.rows = Math.min(20, Math.max(1, this.text.value.split('\n').length));
  }

  /** Whether the kernel takes code. */
  enable(can) {
    this.button.disabled = !can;
  }

  async run() {
    if (this.button.disabled || this.element.dataset.state === 'running') return;
    this.#show('running', '[*]');
    this.#output.clear();
    try {
      const { status, execution_count: count } = await this.#run(this.text.value, (message) => this.#output.take(message));
      this.#show(status, `[${count ?? ' '}]`);
    } catch (error) {
      this.#show('lost', '[ ]');
      this.#output.note(error.message);
    }
  }

  #show(state, count) {
    this.element.dataset.state = state;
    this.#label.textContent = count;
  }
}
