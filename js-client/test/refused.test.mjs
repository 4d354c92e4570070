// A connection that is refused: the page is told why, and the client stops or goes on accordingly.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { FakeClock } from './support/clock.mjs';
import { until } from './support/bridge.mjs';
import { connected, zmq } from './support/context.mjs';

/** A bridge that lets nobody in but to tell them: closes each connection with the next of these codes. */
async function startDoor(t, codes) {
  const door = { offered: [] };
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (protocols) => {
      door.offered.push([...protocols]);
      return protocols.has('zwb.refused') ? 'zwb.refused' : false;
    },
  });
  server.on('connection', (socket) => socket.close(codes.length > 1 ? codes.shift() : codes[0], 'because'));
  await once(server, 'listening');
  t.after(() => server.close());
  door.url = `ws://127.0.0.1:${server.address().port}/data`;
  return door;
}

function context(t, url, options) {
  const clock = new FakeClock();
  const ctx = new zmq.Context(url, { WebSocket, clock, ...options });
  t.after(() => ctx.close());
  const states = [];
  ctx.on('state', ({ name }) => states.push(name));
  return { ctx, clock, states };
}

async function next({ ctx, clock }, attempt) {
  await until(() => ctx.state.name === 'reconnecting' && ctx.state.attempt === attempt);
  clock.advance(ctx.state.in);
}

test('aRefusalForGoodIsAStateAnErrorAndARejection', async (t) => {
  for (const [code, options] of [[3000, {}], [3000, { credential: 'wrong' }], [3003, {}], [3003, { credential: () => 'good' }]]) {
    const door = await startDoor(t, [code]);
    const { ctx, states } = context(t, door.url, options);
    const errors = [];
    ctx.onerror = (error) => errors.push(error.code);
    ctx.onopen = () => errors.push('it never opened');
    const req = ctx.Socket(zmq.REQ);
    const connecting = req.connect('echo');
    const request = req.send('hello');
    const outcomes = await Promise.allSettled([connecting, request]);
    assert.deepEqual(outcomes.map(({ reason }) => reason.code), ['refused', 'refused']);
    assert.match(outcomes[0].reason.message, new RegExp(`${code}: because`));
    assert.deepEqual(outcomes[0].reason.cause, { code, reason: 'because' });
    assert.deepEqual(ctx.state, { name: 'refused', close: { code, reason: 'because' } });
    assert.deepEqual(errors, ['refused']);
    assert.deepEqual(states, ['refused']);
    await assert.rejects(ctx.Socket(zmq.SUB).connect('later'), { code: 'refused' });
    await assert.rejects(req.send('more'), { code: 'refused' });
    assert.equal(door.offered.length, 1);
  }
});

test('aFunctionIsAskedForAnotherCredentialAndTheSameOneIsNotSentTwice', async (t) => {
  const door = await startDoor(t, [3000]);
  const asked = [];
  const all = context(t, door.url, {
    credential: ({ close }) => {
      asked.push(close?.code);
      return `token ${Math.min(asked.length, 3)}`;
    },
  });
  all.ctx.onerror = () => undefined;
  for (const attempt of [1, 2, 3]) await next(all, attempt);
  await until(() => all.ctx.state.name === 'refused');
  assert.deepEqual(asked, [undefined, 3000, 3000, 3000]);
  assert.equal(door.offered.length, 3);
  all.ctx.reconnectNow(); // the page's own word counts more
  await until(() => door.offered.length === 4);
});

test('aLimitOrADelayIsTriedAgainLater', async (t) => {
  const door = await startDoor(t, [4000, 4001, 4099, 3008, 1013, 1011, 3003]);
  const all = context(t, door.url, {});
  all.ctx.onerror = () => undefined;
  const connecting = assert.rejects(all.ctx.Socket(zmq.REQ).connect('echo'), { code: 'refused' });
  for (const attempt of [1, 2, 3, 4, 5, 6]) await next(all, attempt);
  await connecting;
  assert.deepEqual(all.states.filter((name) => name === 'live'), []);
});

test('aRefusalThatNobodyHearsIsInTheConsoleOnce', async (t) => {
  const warned = t.mock.method(console, 'warn', () => undefined);
  const door = await startDoor(t, [3003]);
  const { ctx } = context(t, door.url, {});
  await until(() => ctx.state.name === 'refused');
  assert.match(warned.mock.calls[0].arguments[0], /3003: because/);
  assert.equal(warned.mock.callCount(), 1);
});

test('aServerThatKnowsNoSubprotocolIsReachedByTheNextAttempt', async (t) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => false });
  await once(server, 'listening');
  t.after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const all = context(t, `ws://127.0.0.1:${server.address().port}/data`, {});
  await next(all, 1);
  await until(() => all.ctx.state.name === 'live');
  for (const socket of server.clients) socket.terminate();
  await next(all, 2);
  await until(() => all.ctx.state.name === 'live'); // it has remembered
});

test('aBridgeThatHasChosenAWireIsOfferedItForEver', async (t) => {
  const offered = [];
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'zwb.1' });
  let refusals = 0;
  server.shouldHandle = ({ headers }) => {
    offered.push(headers['sec-websocket-protocol']);
    return refusals-- <= 0;
  };
  await once(server, 'listening');
  t.after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  class Quiet extends WebSocket {
    constructor(...given) {
      super(...given);
      this.on('error', () => undefined);
    }
  }
  const all = context(t, `ws://127.0.0.1:${server.address().port}/data`, { WebSocket: Quiet });
  await until(() => all.ctx.state.name === 'live');
  refusals = 1; // as while it restarts
  for (const socket of server.clients) socket.terminate();
  await next(all, 1);
  await next(all, 2);
  await until(() => all.ctx.state.name === 'live');
  assert.deepEqual(offered, Array(3).fill('zwb.2,zwb.1,zwb.refused'));
});

test('threeHandshakesThatNeverOpenedGiveOneHint', async (t) => {
  const warned = t.mock.method(console, 'warn', () => undefined);
  const server = createServer().on('upgrade', (_, socket) => socket.end('HTTP/1.1 431 Request Header Fields Too Large\r\n\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  class Quiet extends WebSocket {
    constructor(...given) {
      super(...given);
      this.on('error', () => undefined);
    }
  }
  const all = context(t, `ws://127.0.0.1:${server.address().port}/data?ticket=secret`, { WebSocket: Quiet });
  for (const attempt of [1, 2]) await next(all, attempt);
  assert.equal(warned.mock.callCount(), 0);
  for (const attempt of [3, 4, 5, 6]) await next(all, attempt);
  assert.equal(warned.mock.callCount(), 1);
  const [hint] = warned.mock.calls[0].arguments;
  for (const word of [/URL/, /Origin/, /maxHeaderBytes/, /proxy/]) assert.match(hint, word);
  assert.doesNotMatch(hint, /secret/);
});

test('handshakesThatOpenedInBetweenGiveNoHint', async (t) => {
  const warned = t.mock.method(console, 'warn', () => undefined);
  const { bridge, clock, ctx, page } = await connected(t);
  let connection = page;
  for (let attempt = 1; attempt < 5; attempt += 1) {
    await connection.cut();
    await until(() => ctx.state.name === 'reconnecting');
    clock.advance(ctx.state.in);
    connection = await bridge.page();
    await until(() => ctx.state.name === 'live');
  }
  assert.equal(warned.mock.callCount(), 0);
});

test('aConstructorThatThrowsLeavesNothingThatTriesAgain', async (t) => {
  for (const options of [{}, { credential: 'x'.repeat(20) }]) {
    let made = 0;
    class Throwing {
      constructor() {
        made += 1;
        throw new Error('blocked');
      }
    }
    const { ctx, clock } = context(t, 'ws://lab.example/data', { WebSocket: Throwing, ...options });
    const errors = [];
    ctx.onerror = (error) => errors.push(error.message);
    const connecting = ctx.Socket(zmq.SUB).connect('quotes');
    await assert.rejects(connecting, { code: 'refused', message: /no WebSocket can be opened here: blocked/ });
    assert.equal(ctx.state.name, 'refused');
    assert.equal(errors.length, 1);
    assert.equal(clock.pending, 0);
    clock.advance(100_000);
    assert.equal(made, 1);
  }
});
