// Builds dist/: the global script, its small form, the module and the types.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
const dist = (name) => join(home, 'dist', name);

const common = {
  entryPoints: [join(home, 'src/zmq.ts')],
  bundle: true,
  target: 'es2022',
  charset: 'utf8',
  define: { __VERSION__: JSON.stringify(version) },
  banner: { js: `/* zmq.js ${version}: ZeroMQ sockets in web pages, through ZmqWebBridge */` },
  logLevel: 'warning',
};
const global = { ...common, format: 'iife', globalName: 'zmq' };

// The public declarations, in one file. Each source module listed here declares only what pages may use.
const DECLARED = ['api/clock', 'api/constants', 'errors', 'api/context', 'api/socket', 'api/rpc'];
const FACES = ['context', 'rpc/client', 'rpc/server', 'rpc/pubserver'];

function declarations() {
  const out = mkdtempSync(join(tmpdir(), 'zmq-types-'));
  try {
    const tsc = join(home, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', home, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', join(home, 'src'), '--outDir', out], {
      stdio: 'inherit',
    });
    const read = (name) => readFileSync(join(out, `${name}.d.ts`), 'utf8').replace(/^import .*;\n|^export \{\};?\n/gm, '');
    const faces = FACES.map((name) => read(name).match(/^export declare const .*;$/m)[0]);
    const entry = '/** This client\'s version. */\nexport declare const version: string;';
    return [...DECLARED.map(read), ...faces, entry, 'export as namespace zmq;', ''].join('\n');
  } finally {
    rmSync(out, { recursive: true });
  }
}

await build({ ...global, outfile: dist('zmq.js') });
await build({ ...global, outfile: dist('zmq.min.js'), minify: true, sourcemap: 'linked' });
await build({ ...common, outfile: dist('zmq.mjs'), format: 'esm' });
writeFileSync(dist('zmq.d.ts'), declarations());
