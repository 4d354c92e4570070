// Links as Markdown files write them, from file to file, and what they are in the site.
import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { address, way } from './files.mjs';

const ELSEWHERE = /^[a-z]+:/;
const PICTURES = /\.(svg|png)$|^docs\/.*\.schema\.json$/;

/** A link of a file: `{ file, anchor }`, or nothing if it leads out of the repository. */
export function target(from, href) {
  if (ELSEWHERE.test(href)) {
    return undefined;
  }
  const [path, anchor] = decodeURI(href).split('#');
  return { file: path ? posix.join(posix.dirname(from), path).replace(/\/$/, '') : from, anchor };
}

/** Where a file of the repository is in the site; nothing for a folder without a README. Throws where there is no such file. */
export function place(root, file) {
  const path = `${root}/${file}`;
  if (!existsSync(path)) {
    throw new Error(`there is no file ${file}`);
  }
  if (statSync(path).isDirectory()) {
    return existsSync(`${path}/README.md`) ? address(`${file}/README.md`) : undefined;
  }
  if (PICTURES.test(file)) {
    return file;
  }
  return file.endsWith('.md') ? address(file) : sourceAddress(file);
}

/** A file that pages name, shown as it is. */
export function sourceAddress(file) {
  return `source/${file}.html`;
}

/** `href` in page `from` as it is in the site; nothing if the site has no such page. */
export function inSite(root, from, href) {
  const to = target(from, href);
  if (!to) {
    return href;
  }
  const there = place(root, to.file);
  return there && (to.file === from && to.anchor ? '' : way(address(from), there)) + (to.anchor ? `#${to.anchor}` : '');
}
