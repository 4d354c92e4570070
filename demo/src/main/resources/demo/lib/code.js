// Code on show: the file that runs, fetched, lightly coloured, with a copy button.
import { el } from './dom.js';

const WORDS =
  'async await boolean break case class const continue def default do elif else except export extends ' +
  'final finally for from function if import in is lambda let new not null None of or and pass private public ' +
  'raise record return static super switch this throw throws True False true false try undefined var void while with yield';
const KEYWORDS = new Set(WORDS.split(' '));
const TOKENS =
  /(\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*|(?:^|\s)#[^\n]*|"""[\s\S]*?""")|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|([A-Za-z_$][\w$]*)/g;

/** Nodes for a text: comments, strings and keywords in their spans. */
export function coloured(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(TOKENS)) {
    const kind = match[1] ? 'c' : match[2] ? 's' : KEYWORDS.has(match[3]) ? 'k' : '';
    if (kind) {
      nodes.push(text.slice(from, match.index), el('span', { class: kind }, match[0]));
      from = match.index + match[0].length;
    }
  }
  nodes.push(text.slice(from));
  return nodes;
}

/** A copy button for whatever `text()` returns when it is pressed. */
export function copyButton(text, label = 'Copy') {
  const button = el('button', { type: 'button', class: 'plain' }, label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select it by hand';
    }
    setTimeout(() => (button.textContent = label), 1600);
  });
  return button;
}

/** Fills a <figure class="code"> with a name, a text and a copy button. */
export function showCode(figure, name, text) {
  const pre = el('pre', { tabindex: '0', 'aria-label': name }, el('code', {}, ...coloured(text)));
  figure.classList.add('code');
  figure.replaceChildren(el('figcaption', {}, el('span', {}, name), copyButton(() => text)), pre);
}

/**
 * Fills every <figure data-code="file"> with that file; `data-from` and `data-to` cut it at the
 * first lines that contain them.
 */
export async function showFiles(root = document) {
  await Promise.all([...root.querySelectorAll('figure[data-code]')].map(showFile));
}

async function showFile(figure) {
  const { code, from, to } = figure.dataset;
  try {
    const response = await fetch(code);
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}`);
    }
    const lines = (await response.text()).trimEnd().split('\n');
    const start = from ? lines.findIndex((line) => line.includes(from)) : 0;
    const end = to ? lines.findIndex((line, n) => n > start && line.includes(to)) : lines.length;
    const part = lines.slice(Math.max(0, start), end < 0 ? lines.length : end);
    const range = from || to ? `, lines ${start + 1}–${start + part.length} of ${lines.length}` : '';
    showCode(figure, code.split('/').pop() + range, outdented(part).join('\n').trimEnd());
  } catch (error) {
    showCode(figure, code, `could not be loaded (${error.message}); open ${code}`);
  }
}

function outdented(lines) {
  const depth = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(depth));
}
