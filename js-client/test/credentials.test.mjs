// What the bridge knows a page by: with the handshake, as a subprotocol; or with each connect.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { FakeClock } from './support/clock.mjs';
import { startBridge, until } from './support/bridge.mjs';
import { connected, zmq } from './support/context.mjs';

/** A server that keeps what each handshake offers, and answers with the wire's name. */
async function startDoor(t) {
  const offered = [];
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (protocols) => {
      offered.push([...protocols]);
      return 'zwb.1';
    },
  });
  await once(server, 'listening');
  t.after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  return { server, offered, url: `ws://127.0.0.1:${server.address().port}/data` };
}

const decoded = ([preferred, wire, , credential]) => [preferred, wire, Buffer.from(credential.replace('zwb.auth.', ''), 'base64url').toString()];

function context(t, url, options) {
  const clock = new FakeClock();
  const ctx = new zmq.Context(url, { WebSocket, clock, ...options });
  t.after(() => ctx.close());
  return { ctx, clock };
}

test('aCredentialIsOfferedAsASubprotocolAndNeverInTheUrl', async (t) => {
  const door = await startDoor(t);
  const requests = [];
  door.server.on('headers', (_, request) => requests.push(request.url));
  const { ctx } = context(t, door.url, { credential: 'geheim ü+/=' });
  await until(() => ctx.state.name === 'live');
  assert.deepEqual(door.offered.map(decoded), [['zwb.2', 'zwb.1', 'geheim ü+/=']]);
  assert.match(door.offered[0][3], /^zwb\.auth\.[A-Za-z0-9_-]+$/);
  assert.deepEqual(requests, ['/data']);
});

test('theWireIsOfferedAlsoWithoutACredentialSoThatARefusalCanBeTold', async (t) => {
  const door = await startDoor(t);
  const { ctx } = context(t, door.url, {});
  await until(() => ctx.state.name === 'live');
  assert.deepEqual(door.offered, [['zwb.2', 'zwb.1', 'zwb.refused']]);
});

test('aFunctionIsAskedBeforeEachAttemptAndToldWhatHappened', async (t) => {
  const door = await startDoor(t);
  const asked = [];
  const { ctx, clock } = context(t, door.url, {
    credential: async (occasion) => {
      asked.push(occasion);
      return `token ${asked.length}`;
    },
  });
  await until(() => ctx.state.name === 'live');
  for (const socket of door.server.clients) socket.close(1008, 'credentials expired');
  await until(() => ctx.state.name === 'reconnecting');
  clock.advance(250);
  await until(() => ctx.state.name === 'live');
  assert.deepEqual(door.offered.map(decoded).map(([, , token]) => token), ['token 1', 'token 2']);
  assert.deepEqual(asked, [
    { attempt: 0, close: undefined },
    { attempt: 1, close: { code: 1008, reason: 'credentials expired' } },
  ]);
});

test('aCredentialThatCannotBeHadIsTriedAgain', async (t) => {
  const door = await startDoor(t);
  let fails = true;
  const { ctx, clock } = context(t, door.url, {
    credential: () => {
      if (fails) throw new Error('offline');
      return 'token';
    },
  });
  await until(() => ctx.state.name === 'reconnecting');
  assert.deepEqual(ctx.state.close, { code: 1006, reason: 'no credential: offline' });
  fails = false;
  clock.advance(250);
  await until(() => ctx.state.name === 'live');
});

test('aCredentialThatComesTooLateOrAfterTheEndOpensNothing', async (t) => {
  const door = await startDoor(t);
  const resolves = [];
  const { ctx, clock } = context(t, door.url, { credential: () => new Promise((resolve) => resolves.push(resolve)) });
  await until(() => resolves.length === 1);
  clock.advance(10_000); // the attempt's deadline
  assert.equal(ctx.state.name, 'reconnecting');
  resolves[0]('late');
  clock.advance(250);
  await until(() => resolves.length === 2);
  ctx.close();
  resolves[1]('after the end');
  await new Promise(setImmediate);
  assert.equal(door.server.clients.size, 0);
  assert.equal(ctx.state.name, 'closed');
});

test('connectMayAskForItsCredentialsEachTime', async (t) => {
  const bridge = await startBridge(t);
  const { ctx, clock } = context(t, bridge.url, {});
  const page = await bridge.page();
  let number = 0;
  const req = ctx.Socket(zmq.REQ);
  const opened = req.connect('echo', async () => ({ token: `token ${++number}` }));
  assert.equal((await page.accept()).token, 'token 1');
  await opened;
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  clock.advance(250);
  const next = await bridge.page();
  assert.equal((await next.accept()).token, 'token 2');
  await until(() => req.state === 'live');
});

test('aSocketWithoutCredentialsIsRefused', async (t) => {
  const { ctx, page } = await connected(t);
  for (const auth of [() => Promise.reject(new Error('signed out')), () => ({ big: 1n })]) {
    const req = ctx.Socket(zmq.REQ);
    req.onerror = () => {};
    await assert.rejects(req.connect('echo', auth), (error) => error instanceof zmq.ZmqError);
    assert.equal(req.state, 'refused');
  }
  assert.deepEqual(page.unread, []);
});

test('credentialsOfAnEarlierConnectionAreNotSentOnALaterOne', async (t) => {
  const bridge = await startBridge(t);
  const { ctx, clock } = context(t, bridge.url, {});
  const page = await bridge.page();
  await until(() => ctx.state.name === 'live');
  const resolves = [];
  const req = ctx.Socket(zmq.REQ);
  req.connect('echo', () => new Promise((resolve) => resolves.push(resolve)));
  await until(() => resolves.length === 1);
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  clock.advance(250);
  const next = await bridge.page();
  await until(() => resolves.length === 2);
  resolves[1]({ token: 'new' });
  resolves[0]({ token: 'old' });
  assert.equal((await next.accept()).token, 'new');
  await until(() => req.state === 'live');
  assert.deepEqual(next.unread, []);
});
