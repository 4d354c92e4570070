// Fails when the small form is larger than it may be: 9 kB gzipped.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT = 9 * 1024;
const bytes = gzipSync(readFileSync(new URL('../dist/zmq.min.js', import.meta.url)), { level: 9 }).length;
console.log(`zmq.min.js: ${bytes} bytes gzipped, ${LIMIT} allowed`);
process.exitCode = bytes > LIMIT ? 1 : 0;
