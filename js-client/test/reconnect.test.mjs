// The connection: attempts, backoff, waking, giving up.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { startBridge, until } from './support/bridge.mjs';
import { FakeClock } from './support/clock.mjs';
import { connected, open, zmq } from './support/context.mjs';

const states = (ctx) => {
  const seen = [];
  ctx.on('state', (state) => seen.push(state.name));
  return seen;
};

/** Waits for the loss, then lets the backoff pass. */
async function comeBack({ bridge, clock, ctx }) {
  await until(() => ctx.state.name === 'reconnecting');
  clock.advance(ctx.state.in);
  return bridge.page();
}

test('everySocketIsOpenedAgainAfterALoss', async (t) => {
  const all = await connected(t);
  const { ctx, page } = all;
  const heard = [];
  const sub = ctx.Socket(zmq.SUB);
  sub.identity = 's';
  sub.onopen = () => heard.push('open');
  sub.onclose = () => heard.push('close');
  sub.onmessage = (content) => heard.push(content);
  sub.connect('quotes', { msgfilter: 'A' });
  await page.accept();
  await open(ctx, page, zmq.REQ, 'q');
  await page.cut();
  const next = await comeBack(all);
  assert.deepEqual(await next.accept(), { identity: 's', msgfilter: 'A', zmq_conn_string: 'quotes', socket_type: 2 });
  assert.deepEqual(await next.accept(), { identity: 'q', zmq_conn_string: 'endpoint', socket_type: 3 });
  next.send({ identity: 's', content: 'A 1' });
  await until(() => heard.length === 4);
  assert.deepEqual(heard, ['open', 'close', 'open', 'A 1']);
});

test('aRequestUnderWayIsRejectedAndNotRepeatedAndTheQueueGoesOn', async (t) => {
  const all = await connected(t);
  const { ctx, page } = all;
  const req = await open(ctx, page, zmq.REQ, 'q');
  const lost = req.send('under way');
  const queued = req.send('queued');
  assert.equal((await page.frame()).content, 'under way');
  await page.cut();
  await assert.rejects(lost, { code: 'connection_lost' });
  assert.equal(req.state, 'reconnecting');
  const late = req.send('sent while away');
  const next = await comeBack(all);
  await next.accept();
  assert.equal((await next.frame()).content, 'queued');
  next.send({ identity: 'q', content: '1' });
  assert.equal(await queued, '1');
  assert.equal((await next.frame()).content, 'sent while away');
  next.send({ identity: 'q', content: '2' });
  assert.equal(await late, '2');
});

test('aRequestsDeadlineRunsWhileTheConnectionIsAway', async (t) => {
  const { clock, ctx, page } = await connected(t, { retry: () => 60_000 });
  const req = await open(ctx, page, zmq.REQ, 'q');
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  const request = req.send('hello', { timeout: 1_000 });
  clock.advance(1_000);
  await assert.rejects(request, { code: 'timeout' });
});

test('aSocketConnectedBeforeTheContextIsLiveIsOpenedOnce', async (t) => {
  const bridge = await startBridge(t);
  const ctx = new zmq.Context(bridge.url, { WebSocket, clock: new FakeClock() });
  t.after(() => ctx.close());
  ctx.on('state', ({ name }) => {
    if (name === 'live') ctx.Socket(zmq.SUB).connect('from state');
  });
  ctx.onopen = () => ctx.Socket(zmq.SUB).connect('from onopen');
  ctx.Socket(zmq.SUB).connect('early');
  const page = await bridge.page();
  const opened = [];
  for (let i = 0; i < 3; i += 1) opened.push((await page.accept()).zmq_conn_string);
  assert.deepEqual(opened.sort(), ['early', 'from onopen', 'from state']);
  await until(() => ctx.state.name === 'live');
  assert.deepEqual(page.unread, []);
});

test('theBackoffIsAnyPartOfABoundThatDoubles', async (t) => {
  const clock = new FakeClock();
  clock.chance = 0.5;
  class Refusing {
    constructor() {
      queueMicrotask(() => this.onclose({ code: 1006, reason: '' }));
    }
    close() {}
  }
  const ctx = new zmq.Context('ws://127.0.0.1:9/data', { WebSocket: Refusing, clock });
  t.after(() => ctx.close());
  const waits = [];
  for (let i = 1; i <= 8; i += 1) {
    await until(() => ctx.state.name === 'reconnecting');
    assert.equal(ctx.state.attempt, i);
    waits.push(ctx.state.in);
    clock.advance(ctx.state.in);
  }
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 7500, 7500, 7500]);
});

test('aConnectionThatLastedStartsTheBackoffOver', async (t) => {
  const all = await connected(t);
  const { clock, ctx } = all;
  let { page } = all;
  await page.cut();
  page = await comeBack(all);
  await until(() => ctx.state.name === 'live');
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  assert.equal(ctx.state.attempt, 2);
  page = await comeBack(all);
  await until(() => ctx.state.name === 'live');
  clock.advance(5_000);
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  assert.equal(ctx.state.attempt, 1);
});

test('aBridgeThatRestartsIsComeBackToSpreadOut', async (t) => {
  const { clock, ctx, page } = await connected(t);
  clock.chance = 0.999;
  await page.close(1012);
  await until(() => ctx.state.name === 'reconnecting');
  assert.equal(ctx.state.in, 1998);
  assert.equal(ctx.state.close.code, 1012);
});

test('anAttemptHasADeadline', async (t) => {
  const clock = new FakeClock();
  let closed = 0;
  class Mute {
    close() {
      closed += 1;
    }
  }
  const ctx = new zmq.Context('ws://127.0.0.1:9/data', { WebSocket: Mute, clock, attemptTimeout: 3_000 });
  t.after(() => ctx.close());
  const seen = states(ctx);
  assert.deepEqual(ctx.state, { name: 'connecting', attempt: 0 });
  clock.advance(3_000);
  assert.equal(ctx.state.name, 'reconnecting');
  assert.equal(closed, 1);
  clock.advance(ctx.state.in);
  assert.deepEqual(ctx.state, { name: 'connecting', attempt: 1 });
  assert.deepEqual(seen, ['reconnecting', 'connecting']);
});

test('retryDecidesAndGivesUp', async (t) => {
  const asked = [];
  const retry = (attempt, { code }) => {
    asked.push([attempt, code]);
    return attempt < 2 ? 7 : false;
  };
  const all = await connected(t, { retry });
  const { ctx, page } = all;
  const errors = [];
  ctx.onerror = ({ code }) => errors.push(code);
  await page.close(1011);
  await until(() => ctx.state.name === 'reconnecting');
  assert.equal(ctx.state.in, 7);
  const next = await comeBack(all);
  await until(() => ctx.state.name === 'live');
  await next.close(1011);
  await until(() => ctx.state.name === 'refused');
  assert.deepEqual(asked, [[1, 1011], [2, 1011]]);
  assert.deepEqual(errors, ['refused']);
  ctx.reconnectNow();
  await all.bridge.page();
  await until(() => ctx.state.name === 'live');
});

test('aCloseThatWouldOnlyRepeatItselfIsFinal', async (t) => {
  for (const code of [1003, 1007]) {
    const { ctx, page } = await connected(t);
    ctx.onerror = () => undefined;
    const connecting = ctx.Socket(zmq.REQ).connect('echo');
    await page.frame();
    await page.close(code);
    await assert.rejects(connecting, { code: 'refused' });
    assert.equal(ctx.state.close.code, code);
  }
});

test('reconnectNowDoesNotWait', async (t) => {
  const { bridge, clock, ctx, page } = await connected(t);
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  ctx.reconnectNow();
  ctx.reconnectNow();
  await bridge.page();
  await until(() => ctx.state.name === 'live');
  assert.equal(clock.pending, 0);
  ctx.reconnectNow();
  assert.equal(ctx.state.name, 'live');
});

test('thePageWakesTheConnectionWhenItComesBack', async (t) => {
  const page = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  for (const name of ['addEventListener', 'removeEventListener']) globalThis[name] = page[name].bind(page);
  globalThis.document = document;
  t.after(() => ['addEventListener', 'removeEventListener', 'document'].forEach((name) => delete globalThis[name]));
  const all = await connected(t, { retry: () => 60_000 });
  const { bridge, clock, ctx } = all;
  let connection = all.page;
  const lose = async () => {
    await connection.cut();
    await until(() => ctx.state.name === 'reconnecting');
  };
  for (const wake of ['online', 'pageshow']) {
    await lose();
    page.dispatchEvent(new Event(wake));
    assert.ok(ctx.state.in <= 500, 'each page takes its own moment, soon');
    clock.advance(ctx.state.in);
    connection = await bridge.page();
    await until(() => ctx.state.name === 'live');
  }
  await lose();
  document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(ctx.state.name, 'reconnecting');
  document.visibilityState = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  clock.advance(ctx.state.in);
  connection = await bridge.page();
  await until(() => ctx.state.name === 'live');
  await lose();
  ctx.close();
  page.dispatchEvent(new Event('online'));
  assert.equal(ctx.state.name, 'closed');
  assert.deepEqual([getEventListeners(page, 'online'), getEventListeners(page, 'pageshow'), getEventListeners(document, 'visibilitychange')], [[], [], []]);
});

test('aPassingDenialOfASocketThatWasOpenIsTriedAgain', async (t) => {
  const all = await connected(t);
  const { clock, ctx, page } = all;
  const sub = await open(ctx, page, zmq.SUB, 's');
  await page.cut();
  const next = await comeBack(all);
  await next.accept({ status: 'error', error_msg: 'starting', code: 'unavailable' });
  await until(() => clock.pending === 1);
  assert.equal(sub.state, 'reconnecting');
  clock.advance(250);
  await next.accept();
  await until(() => sub.state === 'live');
});

test('aLastingDenialOfASocketThatWasOpenIsFinal', async (t) => {
  const all = await connected(t);
  const { ctx, page } = all;
  const sub = await open(ctx, page, zmq.SUB, 's');
  const refused = new Promise((resolve) => (sub.onerror = resolve));
  await page.cut();
  const next = await comeBack(all);
  await next.accept({ status: 'error', error_msg: 'not any more', code: 'not_allowed' });
  assert.equal((await refused).code, 'not_allowed');
  assert.equal(sub.state, 'refused');
});

test('closeLeavesNoTimerAndNoConnection', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'q');
  const request = req.send('hello');
  ctx.close();
  ctx.close();
  await assert.rejects(request, { code: 'closed' });
  await page.closed;
  assert.equal(ctx.state.name, 'closed');
  assert.equal(clock.pending, 0);
});

test('aHandlerMayCloseTheContextAnywhere', async (t) => {
  for (const event of ['onopen', 'onclose']) {
    const bridge = await startBridge(t);
    const ctx = new zmq.Context(bridge.url, { WebSocket, clock: new FakeClock() });
    ctx[event] = () => ctx.close();
    const page = await bridge.page();
    await until(() => ctx.state.name === 'live' || ctx.state.name === 'closed');
    await page.cut();
    await until(() => ctx.state.name === 'closed');
  }
});

test('aUrlThatIsNoneIsSaid', () => {
  assert.throws(() => new zmq.Context('/data', { WebSocket }), { code: 'malformed' });
});
