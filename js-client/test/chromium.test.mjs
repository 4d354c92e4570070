// The small script in a real browser, on the second wire: bytes, topics, and a name that outlives a reload.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { WebSocketServer } from 'ws';
import { WELCOME, decode, encode } from './support/second.mjs';

const BROWSER = 'chromium';
const isThere = spawnSync(BROWSER, ['--version']).status === 0;
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const PAGE = `<!doctype html><meta charset="utf-8"><script src="/zmq.min.js"></script><script>
const ctx = new zmq.Context('/data')
async function run() {
  const rep = ctx.rep('desk', { identity: 'desk 7' })
  await rep.opened
  if (performance.getEntriesByType('navigation')[0].type !== 'reload') return location.reload()
  const sub = ctx.sub('quotes', { topics: ['NOVA', new Uint8Array([255])], binary: true })
  const [topic, body] = await sub.receive()
  sub.close()
  const reply = await ctx.req('echo').request(['text é', new Uint8Array([0, 255])])
  const old = ctx.Socket(zmq.REQ)
  old.connect('echo')
  const text = await new Promise((resolve) => old.send('hello', resolve))
  return { topic: Array.from(topic), body: Array.from(body), reply: Array.from(reply), bytes: Array.from(reply.bytes[1]), text, version: zmq.version }
}
run().then((value) => value && fetch('/result', { method: 'POST', body: JSON.stringify(value) }), (error) => fetch('/result', { method: 'POST', body: JSON.stringify(String(error)) }))
</script>`;

/** Serves the page, its script and a bridge that echoes; `opens` has what sockets were opened with. */
async function startSite(t) {
  const opens = [];
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      request.setEncoding('utf8').on('data', (text) => server.emit('result', JSON.parse(text)));
    }
    response.setHeader('Content-Type', request.url === '/zmq.min.js' ? 'text/javascript' : 'text/html');
    response.end(request.url === '/zmq.min.js' ? readFileSync(new URL('../dist/zmq.min.js', import.meta.url)) : PAGE);
  });
  new WebSocketServer({ server, handleProtocols: () => 'zwb.2' }).on('connection', (socket) => {
    const send = (frame) => socket.send(encode(frame));
    send(WELCOME);
    socket.on('message', (data, isBinary) => {
      const frame = decode(data, isBinary);
      if (frame.op === 'open') {
        opens.push(frame);
        send({ op: 'opened', channel: frame.channel, credit: 0, reclaim: 'secret' });
        if (frame.type === 'SUB') send({ kind: 'MESSAGE', channel: frame.channel, parts: ['NOVA', { hex: '00ff' }] });
      }
      if (frame.kind === 'REQUEST') send({ ...frame, kind: 'REPLY' });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  return { server, opens, url: `http://127.0.0.1:${server.address().port}/` };
}

test('theSmallScriptSpeaksTheSecondWireInABrowser', { skip: !isThere && `there is no ${BROWSER} here`, timeout: 120_000 }, async (t) => {
  const { server, opens, url } = await startSite(t);
  const profile = mkdtempSync(join(tmpdir(), 'zmq-browser-'));
  const browser = spawn(BROWSER, [...FLAGS, `--user-data-dir=${profile}`, '--remote-debugging-port=0', url], { stdio: 'ignore' });
  t.after(async () => {
    const gone = once(browser, 'exit');
    browser.kill();
    await gone;
    try {
      rmSync(profile, { recursive: true, force: true });
    } catch {
      // One of the browser's other processes still writes there; it is a folder of the temporary one.
    }
  });
  const [result] = await once(server, 'result');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  assert.deepEqual(result, {
    topic: [78, 79, 86, 65],
    body: [0, 255],
    reply: ['text é', '\u0000\ufffd'],
    bytes: [0, 255],
    text: 'hello',
    version,
  });
  const desks = opens.filter(({ endpoint }) => endpoint === 'desk');
  assert.deepEqual(desks.map(({ identity, reclaim }) => [identity, reclaim]), [['desk 7', undefined], ['desk 7', 'secret']]);
  assert.deepEqual(opens.find(({ type }) => type === 'SUB').topics, ['NOVA', { base64: '/w==' }]);
});
