// Where the site's pages and pictures come from, and where they go.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { posix } from 'node:path';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const OUTPUT = '../target/site';

const NO_PAGES = new Set(['target', 'node_modules']);

/** The Markdown files that become pages, as paths from the root, in no order that matters. */
export function documents(root) {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const readmes = folders
    .filter(({ name }) => !name.startsWith('.') && !NO_PAGES.has(name))
    .map(({ name }) => `${name}/README.md`)
    .filter((file) => existsSync(`${root}/${file}`));
  const atRoot = readdirSync(root).filter((name) => name.endsWith('.md'));
  return [...new Set([...atRoot, ...readmes, ...below(root, 'docs', '.md')])].sort();
}

/** Pictures and other files of docs/ that pages show or hand out, each to its own path in the site. */
export function copies(root) {
  const files = ['.svg', '.png', '.schema.json'].flatMap((ending) => below(root, 'docs', ending));
  const copied = Object.fromEntries(files.map((file) => [`../${file}`, file]));
  return { ...copied, '../demo/src/main/resources/demo/tokens.css': 'look/tokens.css' };
}

/** `docs/http.md` is at `docs/http.html`; a folder's README is its index. */
export function address(file) {
  return file.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html');
}

/** The way from one page to another, as a link that needs no server. */
export function way(from, to) {
  return posix.relative(posix.dirname(from), to) || posix.basename(to);
}

function below(root, folder, ending) {
  return readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => posix.join(posix.relative(root, entry.parentPath ?? entry.path), entry.name));
}
