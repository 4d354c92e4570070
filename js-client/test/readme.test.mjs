// Every snippet of the README runs, against a WebSocket that opens every socket and echoes every request.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as zmq from '../dist/zmq.mjs';
import { within } from './support/bridge.mjs';

const snippets = [...readFileSync(new URL('../README.md', import.meta.url), 'utf8').matchAll(/^```(js|html)\n(.*?)^```/gms)].map(
  ([, language, code]) => (language === 'js' ? code : code.match(/<script>(.*)<\/script>/s)[1]),
);
const opened = [];

class EchoingWebSocket {
  readyState = 1;

  constructor(url) {
    assert.match(url, /^wss?:/);
    opened.push(this);
    queueMicrotask(() => this.onopen());
  }

  send(text) {
    const { identity, content, msg_type } = JSON.parse(text);
    queueMicrotask(() => {
      if (msg_type === 'connect') this.#deliver({ identity, content: '{"status":"success"}', msg_type: 'connection_reply' });
      else this.#deliver({ identity, content: content.includes('funcname') ? '{"returnval":3}' : content });
    });
  }

  close() {}

  #deliver(frame) {
    this.onmessage({ data: JSON.stringify(frame) });
  }
}

test('there are snippets to run', () => {
  assert.ok(snippets.length >= 7);
});

for (const [number, code] of snippets.entries()) {
  test(`snippet ${number + 1} runs: ${code.trim().split('\n')[0]}`, async (t) => {
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
    const scope = { zmq, ctx: before, req, sub, rep, saveUser: (name) => name, document: { getElementById: () => ({}) }, console: { log() {} } };
    const run = new Function(...Object.keys(scope), `return (async () => { { ${code} } })()`);
    await within(run(...Object.values(scope)), 'the snippet');
    assert.ok(opened.length > number);
  });
}
