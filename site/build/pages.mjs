// Which pages the site has, in which order and under which heading of the sidebar: docs/README.md is the map.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { address, documents } from './files.mjs';
import { code, escape } from './highlight.mjs';
import { place, sourceAddress, target } from './links.mjs';
import { settingsPage } from './settings.mjs';

const MAP = 'docs/README.md';
/** Folders whose pages need no line in the map: they have a heading of their own. */
const FOLDERS = { 'docs/patterns': 'Patterns', 'docs/guides': 'Guides' };
/** What a server answers with where there is no page. */
const MISSING = {
  file: '404',
  address: '404.html',
  title: 'No such page',
  label: 'No such page',
  html: `<h1>No such page</h1>
<p>There is nothing at this address: the page may have another name now. Search above (<kbd>/</kbd>), look in the contents, or begin
at <a href="index.html">the first page</a> or <a href="docs/index.html">the list of all</a>.</p>`,
};
const LINK = /\]\(([^)\s]+)\)/g;
const IN_CODE = /^```.*?^```|`[^`\n]*`/gms;

/**
 * @returns `pages`, each `{ file, address, title, text, label }`; `sources`, the files that pages link to, with their own
 *     `html`; and `groups`, the sidebar: `{ heading, entries: [{ page, children }] }`
 */
export function site(root) {
  const found = new Map(documents(root).map((file) => [file, read(root, file)]));
  const groups = sidebar(found);
  addAfter(groups, 'docs/OPERATIONS.md', settingsPage(root));
  const pages = inOrder(groups, [...found.values()]);
  return { pages, groups, sources: [...linkedFiles(root, pages).map((file) => source(root, file)), MISSING] };
}

function read(root, file) {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  const title = plain(/^# (.*)$/m.exec(text)?.[1] ?? file);
  return { file, address: address(file), text, title, label: title };
}

const plain = (markdown) => markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');

function sidebar(found) {
  const groups = mapped(found);
  for (const [folder, heading] of Object.entries(FOLDERS)) {
    const entries = [...found.values()].filter(({ file }) => file.startsWith(`${folder}/`) && !placed(groups, file));
    if (entries.length) {
      const group = groups.find((one) => one.heading === heading) ?? added(groups, heading);
      group.entries.push(...entries.map((page) => ({ page, children: [] })));
    }
  }
  const rest = [...found.values()].filter(({ file }) => file.startsWith('docs/') && file !== MAP && !placed(groups, file));
  return rest.length ? [...groups, { heading: 'More', entries: rest.map((page) => ({ page, children: [] })) }] : groups;
}

const added = (groups, heading) => {
  const group = { heading, entries: [] };
  groups.splice(1, 0, group);
  return group;
};

const placed = (groups, file) =>
  groups.some(({ entries }) => entries.some(({ page, children }) => [page, ...children].some((one) => one.file === file)));

/** The headings of the map, and the pages that its list items lead to, each with the other pages of its folder. */
function mapped(found) {
  const groups = [];
  for (const line of found.get(MAP).text.split('\n')) {
    const heading = /^## (.*)$/.exec(line)?.[1];
    const item = /^- \[([^\]]+)\]\(([^)\s#]+)\)/.exec(line);
    if (heading) {
      groups.push({ heading, entries: [] });
    } else if (item) {
      const page = found.get(target(MAP, item[2]).file);
      if (!page) {
        throw new Error(`docs/README.md leads to ${item[2]}, which is no page`);
      }
      page.label = plain(item[1]);
      groups.at(-1).entries.push({ page, children: [] });
    }
  }
  for (const entry of groups.flatMap(({ entries }) => entries)) {
    entry.children = children(found, groups, entry.page);
  }
  return groups;
}

/** Puts a page that is no file into the sidebar, next to the one that it belongs to. */
function addAfter(groups, file, page) {
  const { entries } = groups.find((group) => group.entries.some((entry) => entry.page.file === file));
  entries.splice(entries.findIndex((entry) => entry.page.file === file) + 1, 0, { page, children: [] });
}

function children(found, groups, page) {
  const folder = posix.dirname(page.file);
  if (!page.file.startsWith('docs/') || posix.basename(page.file) !== 'README.md') {
    return [];
  }
  const own = groups.flatMap(({ entries }) => entries.map((entry) => entry.page.file));
  return [...found.values()].filter(({ file }) => file.startsWith(`${folder}/`) && !own.includes(file));
}

/** As the sidebar has them; pages that are in none come last. */
function inOrder(groups, all) {
  const ordered = groups.flatMap(({ entries }) => entries.flatMap(({ page, children }) => [page, ...children]));
  return [...ordered, ...all.filter((page) => !ordered.includes(page))];
}

function linkedFiles(root, pages) {
  const files = pages.flatMap(({ file, text }) =>
    [...text.replace(IN_CODE, '').matchAll(LINK)].map((link) => target(file, link[1])?.file),
  );
  const isSource = (file) => file && existsSync(`${root}/${file}`) && statSync(`${root}/${file}`).isFile() && place(root, file) === sourceAddress(file);
  return [...new Set(files)].filter(isSource).sort();
}

function source(root, file) {
  const ending = posix.extname(file).slice(1);
  const html = `<h1 class="path">${escape(file)}</h1>\n${code(readFileSync(`${root}/${file}`, 'utf8'), ending)}`;
  return { file, address: sourceAddress(file), title: file, label: file, html };
}
