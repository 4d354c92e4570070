// Prints what the console weighs, gzipped, and fails when it is more than it may be.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT = 60_000;
const dist = new URL('../dist/', import.meta.url);

let all = 0;
for (const name of readdirSync(dist)) {
  const bytes = gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;
  console.log(`${name}: ${bytes} bytes gzipped`);
  all += bytes;
}
console.log(`all together: ${all} bytes gzipped; ${LIMIT} allowed`);
if (all === 0 || all > LIMIT) process.exitCode = 1;
