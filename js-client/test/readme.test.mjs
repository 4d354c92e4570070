// Every snippet of the README runs, against a WebSocket that opens every socket and echoes every request.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { httpFallback } from '../dist/http.mjs';
import * as zmq from '../dist/zmq.mjs';
import { within } from './support/bridge.mjs';
import { WELCOME, decode, encode } from './support/second.mjs';

const snippets = [...readFileSync(new URL('../README.md', import.meta.url), 'utf8').matchAll(/^```(js|html)\n(.*?)^```/gms)].map(
  ([, language, code]) => (language === 'js' ? code : code.match(/<script>(.*)<\/script>/s)[1]),
);
const opened = [];

class EchoingWebSocket {
  readyState = 1;

  #second;

  constructor(url, protocols) {
    assert.match(url, /^wss?:/);
    assert.deepEqual(protocols.slice(0, 2), ['zwb.2', 'zwb.1']);
    opened.push(this);
    this.#second = EchoingWebSocket.wire === 'zwb.2';
    this.protocol = EchoingWebSocket.wire;
    queueMicrotask(() => {
      this.onopen();
      if (this.#second) this.#say(WELCOME);
    });
  }

  send(text) {
    queueMicrotask(() => (this.#second ? this.#onSecond(text) : this.#onFirst(JSON.parse(text))));
  }

  #onFirst({ identity, content, msg_type }) {
    if (msg_type === 'connect') this.#deliver({ identity, content: '{"status":"success"}', msg_type: 'connection_reply' });
    else this.#deliver({ identity, content: content.includes('funcname') ? '{"returnval":3}' : content });
  }

  /** Opens, and publishes to each SUB until it has enough. */
  #onSecond(text) {
    const frame = typeof text === 'string' ? JSON.parse(text) : decode(Buffer.from(text), true);
    if (frame.op === 'open') this.#say({ op: 'opened', channel: frame.channel });
    if (frame.type === 'SUB') for (const body of ['1', 'enough']) this.#say({ kind: 'MESSAGE', channel: frame.channel, parts: ['NOVA', body] });
    if (frame.kind === 'REQUEST') this.#say({ ...frame, kind: 'REPLY' });
  }

  #say(frame) {
    const data = encode(frame);
    this.onmessage({ data: typeof data === 'string' ? data : new Uint8Array(data).buffer });
  }

  close() {}

  addEventListener() {}

  #deliver(frame) {
    this.onmessage({ data: JSON.stringify(frame) });
  }
}

test('there are snippets to run', () => {
  assert.ok(snippets.length >= 7);
});

for (const [number, code] of snippets.entries()) {
  test(`snippet ${number + 1} runs: ${code.trim().split('\n')[0]}`, async (t) => {
    EchoingWebSocket.wire = /topics|ctx\.(dealer|pair|pub|pull|push)/.test(code) ? 'zwb.2' : 'zwb.1';
    globalThis.WebSocket = EchoingWebSocket;
    globalThis.location = { href: 'http://127.0.0.1/' };
    const before = new zmq.Context('/data');
    const [req, sub, rep] = [zmq.REQ, zmq.SUB, zmq.REP].map((type) => before.Socket(type));
    await Promise.all([req, sub, rep].map((socket) => socket.connect('endpoint')));
    t.after(() => {
      before.close();
      delete globalThis.WebSocket;
      delete globalThis.location;
    });
    const made = [];
    class Context extends zmq.Context {
      constructor(...given) {
        super(...given);
        made.push(this);
      }
    }
    t.after(() => made.forEach((ctx) => ctx.close()));
    const scope = { httpFallback, zmq: { ...zmq, Context }, ctx: before, req, sub, rep, saveUser: (name) => name, document: { getElementById: () => ({}) }, console: { log() {} } };
    const run = new Function(...Object.keys(scope), `return (async () => { { ${code.replace(/^import .*$/gm, '')} } })()`);
    await within(run(...Object.values(scope)), 'the snippet');
    assert.ok(opened.length > number);
  });
}
