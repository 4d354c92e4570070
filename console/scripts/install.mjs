// Installs what the lockfile names, unless that was done since the lockfile changed.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const changed = (path) => statSync(join(home, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes this file last.
if (changed('node_modules/.package-lock.json') <= changed('package-lock.json')) {
  const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: home, stdio: 'inherit' });
  if (error) console.error(`npm could not be started (${error.message}). Install Node 20 or newer with npm.`);
  process.exitCode = status ?? 1;
}
