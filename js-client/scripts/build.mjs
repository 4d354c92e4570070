// Builds dist/: the global script, its small form, the module and the types.
import { build } from 'esbuild';
import { minify } from 'terser';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
const dist = (name) => join(home, 'dist', name);

const common = {
  entryPoints: [join(home, 'src/zmq.ts')],
  bundle: true,
  charset: 'utf8',
  define: { __VERSION__: JSON.stringify(version) },
  banner: { js: `/* zmq.js ${version} */` },
  logLevel: 'warning',
};
/** For pages that load it with a script element: also in browsers that know nothing newer than 2018. */
const script = { ...common, target: 'es2018', format: 'esm', write: false, define: { ...common.define, globalThis: '__global' } };
const TAIL = /export \{([^}]*)\};\s*$/;

/** The module as one global: what it exports is what its wrapper returns. */
async function globalScript() {
  const { outputFiles } = await build(script);
  const [, names] = outputFiles[0].text.match(TAIL);
  const returned = names.trim().split(/,\s*/).map((name) => name.replace(/(\w+) as (\w+)/, '$2: $1'));
  return `"use strict";\nvar zmq = (() => {\nconst __global = typeof self === 'object' ? self : globalThis;\n${outputFiles[0].text.replace(TAIL, '')}return { ${returned.join(', ')} };\n})();\n`;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What is private (`_…` in src/) gets a short name, the most used the shortest, which the text uses for nothing else. No object that a page holds has one. */
function shortNames(text) {
  const uses = new Map();
  for (const name of text.match(/(?<![\w$])_[a-z]\w*/g)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const names = [...uses.keys()].sort((one, other) => uses.get(other) - uses.get(one));
  const short = (index) => (index < LETTERS.length ? '' : short(Math.floor(index / LETTERS.length) - 1)) + LETTERS[index % LETTERS.length];
  const taken = new Set(text.match(/[\w$]+/g));
  const free = [];
  for (let index = 0; free.length < names.length; index += 1) if (!taken.has(short(index))) free.push(short(index));
  return Object.fromEntries(names.map((name, index) => [`$${name}`, free[index]]));
}

async function smallScript(text) {
  const { code, map } = await minify({ 'zmq.js': text }, {
    ecma: 2018,
    compress: { passes: 3 },
    mangle: { properties: { regex: /^_[a-z]/ } },
    nameCache: { props: { props: shortNames(text) } },
    sourceMap: { filename: 'zmq.min.js', url: 'zmq.min.js.map' },
    format: { preamble: common.banner.js },
  });
  return { code, map };
}

// The public declarations, in one file. Each source module listed here declares only what pages may use.
const DECLARED = ['api/clock', 'api/constants', 'errors', 'api/context', 'api/socket', 'api/rpc'];
const FACES = ['context', 'rpc/client', 'rpc/proxy', 'rpc/server', 'rpc/pubserver'];

const ENTRY = `/** This client's version. */
export declare const version: string;
declare global {
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}
export as namespace zmq;
`;

const REACT_IMPORT =
  "import type { Content, Context, Message, Part, PartOf, RequestOptions, SocketOptions, SocketState, SubOptions, ZmqError } from 'zmqwebbridge';";

function declarations() {
  const out = mkdtempSync(join(tmpdir(), 'zmq-types-'));
  try {
    const tsc = join(home, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', home, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', join(home, 'src'), '--outDir', out], {
      stdio: 'inherit',
    });
    const read = (name) => readFileSync(join(out, `${name}.d.ts`), 'utf8').replace(/^import .*;\n|^export \{\};?\n/gm, '');
    const faces = FACES.map((name) => read(name).match(/^export declare (const|function) .*;$/m)[0]);
    const core = [...DECLARED.map(read), ...faces, ENTRY].join('\n');
    const hooks = [REACT_IMPORT, read('react/subscription'), read('react/request')].join('\n');
    return { core, hooks, fallback: read('http/fallback') };
  } finally {
    rmSync(out, { recursive: true });
  }
}

mkdirSync(dist(''), { recursive: true });
const text = await globalScript();
const { code, map } = await smallScript(text);
writeFileSync(dist('zmq.js'), text);
writeFileSync(dist('zmq.min.js'), `${code}\n`);
writeFileSync(dist('zmq.min.js.map'), map);
await build({ ...common, target: 'es2022', outfile: dist('zmq.mjs'), format: 'esm' });
await build({ ...common, entryPoints: [join(home, 'src/react/react.ts')], target: 'es2022', outfile: dist('react.mjs'), format: 'esm', external: ['react'] });
await build({ ...common, entryPoints: [join(home, 'src/http/fallback.ts')], target: 'es2022', outfile: dist('http.mjs'), format: 'esm', minify: true });
const { core, hooks, fallback } = declarations();
writeFileSync(dist('zmq.d.ts'), core);
writeFileSync(dist('react.d.ts'), hooks);
writeFileSync(dist('http.d.ts'), fallback);
