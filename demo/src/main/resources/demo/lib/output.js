// What an example has to say: a list of lines that follows its end.
import { el } from './dom.js';

const ROWS = 100;

/** A function that writes lines into a section's output. */
export function output(section) {
  const list = section.querySelector('.output');
  list.tabIndex = 0;
  list.append(el('li', { class: 'empty' }, 'Nothing yet.'));
  return (text, className = '') => {
    list.querySelector('.empty')?.remove();
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 24;
    list.append(el('li', { class: className }, text));
    if (list.children.length > ROWS) {
      list.firstChild.remove();
    }
    if (atEnd) {
      list.scrollTop = list.scrollHeight;
    }
  };
}
