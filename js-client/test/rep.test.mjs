// REP: asks one at a time, or all at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/bridge.mjs';
import { connected, open, zmq } from './support/context.mjs';

const ask = (page, address, ...body) => page.send({ identity: 'r', content: JSON.stringify([address, '', ...body]) });
const answer = async (page) => JSON.parse((await page.frame()).content);

test('asksComeOneAtATimeAndSendAnswersTheOneAtHand', async (t) => {
  const { ctx, page } = await connected(t);
  const rep = await open(ctx, page, zmq.REP, 'r');
  const asked = [];
  rep.onmessage = (body) => asked.push(body);
  ask(page, 'x1', 'one');
  ask(page, 'x2', 'two');
  await until(() => asked.length === 1);
  assert.equal(rep.send('1'), true);
  assert.deepEqual(asked, ['one', 'two']);
  assert.equal(rep.send('2'), true);
  assert.equal(rep.send('nobody asked'), false);
  assert.deepEqual([await answer(page), await answer(page)], [['x1', '', '1'], ['x2', '', '2']]);
});

test('anAskThatIsNotAnsweredGivesWayAfterItsDeadline', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const rep = await open(ctx, page, zmq.REP, 'r');
  const asks = [];
  rep.onmessage = (_, given) => asks.push(given);
  ask(page, 'x1', 'one');
  ask(page, 'x2', 'two');
  await until(() => asks.length === 1);
  clock.advance(30_000);
  assert.equal(asks.length, 2);
  assert.equal(asks[0].send('too late'), false);
  assert.equal(rep.send('2'), true);
  assert.deepEqual(await answer(page), ['x2', '', '2']);
  assert.equal(clock.pending, 0);
});

test('aHandlerThatThrowsDoesNotHoldTheNextAskUp', async (t) => {
  const reported = t.mock.method(console, 'error', () => undefined);
  const { ctx, page } = await connected(t);
  const rep = await open(ctx, page, zmq.REP, 'r');
  rep.onmessage = (body) => {
    if (body === 'bad') throw new Error('a bug of the page');
    rep.send('fine');
  };
  ask(page, 'x1', 'bad');
  ask(page, 'x2', 'good');
  assert.deepEqual(await answer(page), ['x2', '', 'fine']);
  assert.equal(reported.mock.callCount(), 1);
});

test('onrequestGetsAsksAsTheyComeAndAnswersThemInAnyOrder', async (t) => {
  const { ctx, page } = await connected(t);
  const rep = await open(ctx, page, zmq.REP, 'r');
  const asks = [];
  rep.onrequest = (given) => asks.push(given);
  ask(page, 'x1', 'one');
  ask(page, 'x2', 'two', 'parts');
  await until(() => asks.length === 2);
  assert.deepEqual(asks.map(({ body, parts }) => [body, parts]), [['one', ['one']], ['parts', ['two', 'parts']]]);
  assert.equal(asks[1].send('2', 'more'), true);
  assert.equal(asks[1].send('again'), false);
  assert.equal(asks[0].send('1'), true);
  assert.deepEqual([await answer(page), await answer(page)], [['x2', '', '2', 'more'], ['x1', '', '1']]);
});

test('asksOfALostConnectionAreForgotten', async (t) => {
  const { bridge, clock, ctx, page } = await connected(t);
  const rep = await open(ctx, page, zmq.REP, 'r', { status: 'success', reclaim: 'secret' });
  const asked = [];
  rep.onmessage = (body) => asked.push(body);
  ask(page, 'x1', 'one');
  ask(page, 'x2', 'two');
  await until(() => asked.length === 1);
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  assert.equal(rep.send('1'), false);
  assert.deepEqual(asked, ['one']);
  clock.advance(ctx.state.in);
  const next = await bridge.page();
  assert.equal((await next.accept()).reclaim, 'secret');
  ask(next, 'x3', 'three');
  await until(() => asked.length === 2);
  assert.equal(rep.send('3'), true);
  assert.deepEqual(await answer(next), ['x3', '', '3']);
});

test('anAskWithoutABodyIsEmpty', async (t) => {
  const { ctx, page } = await connected(t);
  const rep = await open(ctx, page, zmq.REP, 'r');
  rep.onmessage = (body, { parts }) => rep.send(JSON.stringify([body, parts]));
  ask(page, 'x1');
  assert.deepEqual(await answer(page), ['x1', '', '["",[]]']);
});
