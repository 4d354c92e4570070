// A line that dies without a word: what arrives decides, never the clock alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/bridge.mjs';
import { accept, welcomed } from './support/context.mjs';
import { welcome } from './support/second.mjs';

const HEARTBEAT = 15_000;
const LIMIT = 1.5 * HEARTBEAT;
const heard = async (ctx, page, frame = { op: 'beat' }) => {
  const seen = new Promise((resolve) => {
    const stop = ctx.on('trace', ({ direction }) => direction === 'in' && resolve(stop()));
  });
  page.send(frame);
  await seen;
};

/** The page sleeps: time passes, and no timer of it runs. */
function sleep(clock, millis) {
  const { now } = clock;
  let slept = 0;
  clock.now = () => now() + slept;
  slept = millis;
}

test('aLineThatSaysNothingForOneAndAHalfHeartbeatsIsLeft', async (t) => {
  const { bridge, clock, ctx, page } = await welcomed(t);
  const sub = ctx.sub('quotes', { topics: ['A'] });
  await accept(page);
  await sub.opened;
  clock.advance(LIMIT - 1);
  assert.equal(ctx.state.name, 'live');
  clock.advance(1);
  assert.equal(ctx.state.name, 'reconnecting');
  assert.match(ctx.state.close.reason, /nothing was heard/);
  assert.equal(sub.state, 'reconnecting');
  clock.advance(ctx.state.in);
  const next = await bridge.page();
  next.send(welcome());
  assert.deepEqual((await accept(next)).topics, ['A']);
  await until(() => sub.state === 'live');
});

test('whateverIsHeardKeepsTheLine', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  const sub = ctx.sub('quotes');
  await accept(page);
  await sub.opened;
  for (let i = 0; i < 5; i += 1) {
    clock.advance(LIMIT - 1);
    await heard(ctx, page, i % 2 ? { op: 'beat' } : { kind: 'MESSAGE', channel: 1, parts: ['x'] });
  }
  assert.equal(ctx.state.name, 'live');
  clock.advance(LIMIT);
  assert.equal(ctx.state.name, 'reconnecting');
});

test('aPageThatSleptAsksOnceBeforeItGivesTheLineUp', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  sleep(clock, 3_600_000);
  clock.advance(LIMIT);
  assert.equal(ctx.state.name, 'live');
  const { op, id } = await page.frame();
  assert.equal(op, 'ping');
  await heard(ctx, page, { op: 'pong', id });
  clock.advance(LIMIT - 1);
  assert.equal(ctx.state.name, 'live');
});

test('aPageThatSleptAndHearsNoAnswerReconnectsWithinSeconds', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  sleep(clock, 3_600_000);
  clock.advance(LIMIT);
  assert.equal((await page.frame()).op, 'ping');
  clock.advance(4_000);
  assert.equal(ctx.state.name, 'reconnecting');
});

test('aPageThatIsAskedToLooksAtOnceAndLeavesALiveLineAlone', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  ctx.reconnectNow();
  const { op, id } = await page.frame();
  assert.equal(op, 'ping');
  await heard(ctx, page, { op: 'pong', id });
  clock.advance(4_000);
  assert.equal(ctx.state.name, 'live');
  ctx.reconnectNow();
  await page.frame();
  clock.advance(4_000);
  assert.equal(ctx.state.name, 'reconnecting');
});

test('comingOnlineOrIntoViewLooksAtOnce', async (t) => {
  const page = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  for (const name of ['addEventListener', 'removeEventListener']) globalThis[name] = page[name].bind(page);
  globalThis.document = document;
  t.after(() => ['addEventListener', 'removeEventListener', 'document'].forEach((name) => delete globalThis[name]));
  const all = await welcomed(t);
  for (const [target, event] of [[page, 'online'], [page, 'pageshow'], [document, 'visibilitychange']]) {
    target.dispatchEvent(new Event(event));
    const { op, id } = await all.page.frame();
    assert.equal(op, 'ping', event);
    await heard(all.ctx, all.page, { op: 'pong', id });
  }
});

test('aClosedContextAndALostLineLeaveNoTimer', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  assert.equal(clock.pending, 1);
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  assert.equal(clock.pending, 1); // the backoff's
  ctx.close();
  assert.equal(clock.pending, 0);
});

test('aContextThatIsClosedWhileItIsLiveLeavesNoTimer', async (t) => {
  const { clock, ctx } = await welcomed(t);
  assert.equal(clock.pending, 1);
  ctx.close();
  assert.equal(clock.pending, 0);
});

test('thePingsOfAConnectionAreNumbered', async (t) => {
  const { ctx, page } = await welcomed(t);
  ctx.reconnectNow();
  ctx.reconnectNow();
  assert.deepEqual([(await page.frame()).id, (await page.frame()).id], [1, 2]);
});
