// The files that pages load.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';
import ts from 'typescript';
import { WebSocket } from 'ws';
import * as esm from '../dist/zmq.mjs';
import { startBridge, until } from './support/bridge.mjs';
import { welcome } from './support/second.mjs';

const dist = (name) => readFileSync(new URL(`../dist/${name}`, import.meta.url), 'utf8');

for (const name of ['zmq.js', 'zmq.min.js']) {
  test(`${name} adds one global, zmq, and works in a page and in a worker`, async (t) => {
    const bridge = await startBridge(t);
    const globals = { self: undefined, WebSocket, URL, TextEncoder, TextDecoder, crypto, console, setTimeout, clearTimeout, location: { href: `http://127.0.0.1:${bridge.port}/demo/` } };
    const page = vm.createContext({ ...globals });
    vm.runInContext('self = this', page);
    vm.runInContext(NEWER_BUILTINS.map((builtin) => `delete ${builtin}`).join('\n'), page);
    vm.runInContext(dist(name), page);
    vm.runInContext("ctx = new zmq.Context('/data'); req = ctx.Socket(zmq.REQ); ready = req.connect('echo'); reply = req.send('hello')", page);
    t.after(() => page.ctx.close());
    const connection = await bridge.page();
    const { identity } = await connection.accept();
    await connection.frame();
    connection.send({ identity, content: 'HELLO' });
    assert.equal(await page.reply, 'HELLO');
    await page.ready;
    vm.runInContext("rpc = new zmq.RPCServer(); zmq.PubRPCServer(); zmq.RPCClient(req); ctx.close()", page);
    const added = Object.getOwnPropertyNames(page).filter((global) => !(global in globals) && !Object.getOwnPropertyNames(vm.runInNewContext('this')).includes(global));
    assert.deepEqual(added.filter((global) => !['ctx', 'req', 'ready', 'reply', 'rpc'].includes(global)), ['zmq']);
    assert.deepEqual(Object.keys(page.zmq).sort(), Object.keys(esm).sort());
  });
}

/** What a browser of 2018 may lack. */
const NEWER_BUILTINS = [
  'Array.prototype.at', 'Array.prototype.flat', 'Array.prototype.flatMap', 'Array.prototype.findLast', 'Object.fromEntries', 'Object.hasOwn', 'Promise.allSettled', 'Promise.any',
  'String.prototype.at', 'String.prototype.matchAll', 'String.prototype.replaceAll', 'Symbol.asyncDispose', 'globalThis.BigInt', 'globalThis.WeakRef', 'globalThis.globalThis',
];

/** Syntax that came after 2018, as TypeScript names it. */
const NEWER = new Set(['PrivateIdentifier', 'QuestionDotToken', 'QuestionQuestionToken', 'BigIntLiteral', 'QuestionQuestionEqualsToken', 'BarBarEqualsToken', 'ImportKeyword']);

for (const name of ['zmq.js', 'zmq.min.js']) {
  test(`${name} has no syntax newer than 2018`, () => {
    const file = ts.createSourceFile(name, dist(name), ts.ScriptTarget.Latest, true);
    const found = [];
    const visit = (node) => {
      const kind = ts.SyntaxKind[node.kind];
      if (NEWER.has(kind) || ts.isPropertyDeclaration(node) || (ts.isCatchClause(node) && !node.variableDeclaration)) found.push(kind);
      ts.forEachChild(node, visit);
    };
    visit(file);
    assert.ok(file.statements.length >= 2);
    assert.deepEqual(found, []);
  });
}

/** All that a page can reach on an object, but what every object has. */
function namesOf(object) {
  const names = new Set();
  for (let level = object; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Reflect.ownKeys(level)) if (typeof name === 'string') names.add(name);
  }
  return [...names].sort();
}
const SOCKET = ['close', 'connect', 'identity', 'on', 'onclose', 'onerror', 'onnotice', 'onopen', 'opened', 'state', 'type'];
const MORE = {
  req: ['bufferedAmount', 'request', 'send'],
  rep: ['onmessage', 'onrequest', 'send'],
  sub: ['bufferedAmount', 'onmessage', 'position', 'receive', 'send', 'subscribe', 'unsubscribe'],
  ...Object.fromEntries(['pub', 'push', 'pull', 'dealer', 'pair'].map((name) => [name, ['bufferedAmount', 'onmessage', 'receive', 'send']])),
};

for (const name of ['zmq.js', 'zmq.min.js']) {
  test(`whatAPageHoldsHasNoNamesOfOurs: ${name}`, async (t) => {
    const zmq = new Function(`${dist(name)}; return zmq`)();
    const bridge = await startBridge(t, 'zwb.2');
    const ctx = new zmq.Context(bridge.url, { WebSocket });
    t.after(() => ctx.close());
    const page = await bridge.page();
    page.send(welcome());
    await until(() => ctx.state.name === 'live');
    assert.deepEqual(namesOf(ctx), ['Socket', 'bufferedAmount', 'close', 'constructor', ...Object.keys(MORE), 'on', 'onclose', 'onerror', 'onopen', 'reauth', 'reconnectNow', 'state'].sort());
    for (const [kind, more] of Object.entries(MORE)) {
      assert.deepEqual(namesOf(ctx[kind]('x')), [...SOCKET, ...more].sort(), kind);
    }
    assert.equal(new ctx.Socket(zmq.SUB).type, zmq.SUB);
    const rep = ctx.rep('page');
    const asked = new Promise((resolve) => (rep.onrequest = resolve));
    for (let frame = await page.frame(); ; frame = await page.frame()) {
      page.send({ op: 'opened', channel: frame.channel });
      if (frame.endpoint === 'page') {
        page.send({ kind: 'REQUEST', channel: frame.channel, id: 1, millis: 9, parts: ['hello'] });
        break;
      }
    }
    assert.deepEqual(namesOf(await asked), ['body', 'fail', 'parts', 'send']);
    assert.deepEqual(namesOf(new zmq.RPCServer(rep)).sort(), ['authorized_functions', 'constructor', 'onerror', 'socket']);
  });
}

test('theModuleExportsTheWholeApi', () => {
  assert.deepEqual(
    Object.keys(esm).sort(),
    ['Context', 'DEALER', 'PAIR', 'PUB', 'PULL', 'PUSH', 'PubRPCServer', 'REP', 'REQ', 'RPCClient', 'RPCServer', 'RpcError', 'SUB', 'ZmqError', 'rpc', 'version'],
  );
  assert.equal(esm.version, JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
});

test('withoutAWebSocketTheContextSaysSo', { skip: 'WebSocket' in globalThis && 'this Node has one' }, () => {
  assert.throws(() => new esm.Context('ws://127.0.0.1:9/data'), { code: 'unsupported' });
});
