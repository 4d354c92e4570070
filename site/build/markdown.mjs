// Markdown to HTML: headings with anchors, links from page to page, tables and code in boxes of their own.
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { code, escape } from './highlight.mjs';
import { inSite, target } from './links.mjs';

/** @param root the repository's folder */
export function markdown(root) {
  const md = new MarkdownIt({ html: true, linkify: false });
  const { rules } = md.renderer;
  rules.fence = (tokens, at) => code(tokens[at].content, tokens[at].info.trim());
  rules.code_block = (tokens, at) => code(tokens[at].content, '');
  // Names of settings and metrics break where they have a joint, and nowhere else.
  rules.code_inline = (tokens, at) => `<code>${escape(tokens[at].content).replace(/(?<=[\w\]][._/])(?=\w)/g, '<wbr>')}</code>`;
  rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  rules.table_close = () => '</table></div>\n';
  const image = rules.image;
  rules.image = (...all) => `<span class="picture" tabindex="0">${image(...all)}</span>`;
  md.core.ruler.push('site', (state) => {
    nameHeadings(state.tokens);
    leadLinks(state.tokens, root, state.env.file);
  });
  return md;
}

/** As repositories name them: words in lower case with hyphens between, and a number if there are more. */
function nameHeadings(tokens) {
  const seen = new Map();
  tokens.forEach((token, at) => {
    if (token.type === 'heading_open') {
      const name = slug(words(tokens[at + 1]));
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      token.attrSet('id', before ? `${name}-${before}` : name);
    }
  });
}

const words = (inline) => inline.children.map((child) => child.content).join('');

export const slug = (text) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

function leadLinks(tokens, root, file) {
  for (const { children } of tokens) {
    for (const [at, child] of (children ?? []).entries()) {
      if (child.type === 'link_open') {
        nameFile(child, children[at + 1], root, file);
        leadLink(child, root, file);
      } else if (child.type === 'image') {
        child.attrSet('src', inSite(root, file, child.attrGet('src')));
      }
    }
  }
}

/** A link that says only the name of a file says the title of its page here. */
function nameFile(token, text, root, file) {
  const page = target(file, token.attrGet('href'))?.file;
  if (page && /^[\w./-]+\.md$/.test(text.content)) {
    text.content = /^# (.*)$/m.exec(readFileSync(`${root}/${page}`, 'utf8'))?.[1].replaceAll('`', '') ?? text.content;
  }
}

function leadLink(token, root, file) {
  const href = inSite(root, file, token.attrGet('href'));
  if (href !== undefined) {
    token.attrSet('href', href);
    return;
  }
  // A folder of the repository: its name stays, without a link.
  token.attrs = [['title', `${token.attrGet('href')}, a folder of the repository`]];
}
