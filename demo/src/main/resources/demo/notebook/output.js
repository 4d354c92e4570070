// What a kernel publishes, as elements. Nothing of it is markup: text stays text, a picture becomes pixels.
import { el } from '../lib/dom.js';

const MAX_CHARACTERS = 100_000;
const MAX_OUTPUTS = 200;
const PICTURES = ['image/png', 'image/jpeg'];
// eslint-disable-next-line no-control-regex
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

const plain = (text) => String(text).replace(ANSI, '');
const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Where one cell shows what its code publishes. */
export class Output {
  #box;
  #characters = 0;
  #clears = false;

  constructor(box) {
    this.#box = box;
  }

  clear() {
    this.#box.replaceChildren();
    this.#characters = 0;
    this.#clears = false;
  }

  /** A message of iopub. */
  take({ type, content }) {
    if (type === 'clear_output') {
      this.#clears = true;
      if (!content.wait) this.clear();
      return;
    }
    if (!['stream', 'error', 'execute_result', 'display_data'].includes(type)) return;
    if (this.#clears) this.clear();
    if (type === 'stream') {
      this.#stream(content);
    } else if (type === 'error') {
      this.#text('error', plain(content.traceback?.join('\n') || `${content.ename}: ${content.evalue}`));
    } else {
      this.#bundle(type === 'execute_result' ? 'result' : 'display', content.data);
    }
  }

  /** Says something that is not the kernel's. */
  note(words) {
    this.#box.append(el('p', { class: 'small muted', 'data-testid': 'note' }, words));
  }

  #stream({ name, text }) {
    const kind = name === 'stderr' ? 'stderr' : 'stdout';
    const last = this.#box.lastElementChild;
    if (last?.dataset.kind === kind) {
      last.append(this.#bounded(plain(text)));
    } else {
      this.#text(kind, plain(text));
    }
  }

  /** The richest of what there is that is no markup. */
  #bundle(kind, data) {
    const type = PICTURES.find((one) => data[one]);
    if (type) {
      this.#picture(bytesOf(data[type]), type, data['text/plain']);
    } else {
      this.#text(kind, plain(data['text/plain'] ?? Object.keys(data).join(', ')));
    }
  }

  #picture(bytes, type, words) {
    const canvas = el('canvas', { role: 'img', 'aria-label': `Picture: ${plain(words ?? type)}`, 'data-kind': 'picture' });
    this.#add(canvas);
    createImageBitmap(new Blob([bytes], { type })).then(
      (image) => {
        canvas.width = image.width;
        canvas.height = image.height;
        canvas.getContext('2d').drawImage(image, 0, 0);
        canvas.dataset.drawn = '';
      },
      () => canvas.replaceWith(el('p', { class: 'small muted' }, `A picture (${type}) that cannot be read.`)),
    );
  }

  #text(kind, text) {
    this.#add(el('pre', { class: kind, 'data-kind': kind }, this.#bounded(text)));
  }

  #add(element) {
    if (this.#box.children.length < MAX_OUTPUTS) {
      this.#box.append(element);
    }
  }

  #bounded(text) {
    const room = MAX_CHARACTERS - this.#characters;
    this.#characters += text.length;
    if (text.length <= room) return text;
    return room > 0 ? `${text.slice(0, room)}\n… more came, and is not shown` : '';
  }
}
