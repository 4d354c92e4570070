// Fetches what the pages take from npm, at the versions of the lockfile, into target/vendor; the jar is
// packed from there. Does nothing when that was done since the lockfile changed.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const workshop = join(home, 'target/npm');
const shelf = join(home, 'target/vendor/demo/vendor');
const FILES = { 'dist/uPlot.iife.min.js': 'uPlot.js', 'dist/uPlot.min.css': 'uPlot.css', LICENSE: 'uPlot.LICENSE.txt' };

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const oldest = Math.min(...Object.values(FILES).map((name) => changed(join(shelf, name))));

if (oldest <= Math.max(changed(join(home, 'package-lock.json')), changed(fileURLToPath(import.meta.url)))) {
  mkdirSync(workshop, { recursive: true });
  mkdirSync(shelf, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(join(home, name), join(workshop, name));
  }
  const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--omit=dev'], { cwd: workshop, stdio: 'inherit' });
  if (error || status) {
    console.error(error ? `npm could not be started (${error.message}). Install Node 20 or newer with npm.` : 'npm ci failed; see above.');
    process.exit(status || 1);
  }
  for (const [from, to] of Object.entries(FILES)) {
    copyFileSync(join(workshop, 'node_modules/uplot', from), join(shelf, to));
  }
}
