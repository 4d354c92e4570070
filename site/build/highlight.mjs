// Code in a box, its words coloured by Prism where it knows the language.
import Prism from 'prismjs';
import loadLanguages from 'prismjs/components/index.js';

const NAMES = { js: 'javascript', mjs: 'javascript', ts: 'typescript', py: 'python', sh: 'bash', html: 'markup', xml: 'markup', svg: 'markup', h: 'c', m: 'matlab', R: 'r', pl: 'perl', rb: 'ruby', yml: 'yaml', caddyfile: 'nginx', haproxy: 'nginx' };

loadLanguages.silent = true;
loadLanguages(['java', 'python', 'bash', 'yaml', 'json', 'jsx', 'typescript', 'ini', 'nginx', 'c', 'cpp', 'r', 'matlab', 'perl', 'ruby', 'markup-templating', 'php', 'properties', 'docker', 'http']);

/** @param language as a fence names it, or a file's ending */
export function code(text, language) {
  const name = NAMES[language] ?? language;
  const grammar = Prism.languages[name];
  const body = grammar ? Prism.highlight(text, grammar, name) : escape(text);
  return `<div class="code"><pre tabindex="0"><code>${body}</code></pre></div>\n`;
}

export const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
