// Builds dist/: the console's page, its one script, its style and its icon.
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = (name) => join(home, 'dist', name);

mkdirSync(dist(''), { recursive: true });
const common = { bundle: true, minify: true, charset: 'utf8', target: 'es2022', legalComments: 'none', logLevel: 'warning' };
await build({ ...common, entryPoints: [join(home, 'src/main.tsx')], outfile: dist('console.js'), format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' });
await build({ ...common, entryPoints: [join(home, 'src/console.css')], outfile: dist('console.css') });
for (const name of ['index.html', 'icon.svg']) copyFileSync(join(home, 'src', name), dist(name));

// What is within the script is others' work, whose licences want to be told.
const licence = (name) => `${name}\n\n${readFileSync(join(home, 'node_modules', name, 'LICENSE'), 'utf8')}`;
writeFileSync(dist('licenses.txt'), ['preact', 'uplot'].map(licence).join('\n\n'));
