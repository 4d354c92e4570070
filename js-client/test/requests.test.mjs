// REQ: order, deadlines, giving up, callbacks and promises.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { until } from './support/bridge.mjs';
import { connected, open, zmq } from './support/context.mjs';

const failed = (identity, code) => ({ identity, content: JSON.stringify({ status: 'error', error_msg: `it was ${code}`, code }), msg_type: 'error' });

test('sendCallsBackAndResolvesWithTheReply', async (t) => {
  const { ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const called = [];
  const promise = req.send('hello', (...values) => called.push(values));
  assert.equal((await page.frame()).content, 'hello');
  page.send({ identity: 'a', content: 'HELLO' });
  assert.equal(await promise, 'HELLO');
  assert.deepEqual(called, [['HELLO']]);
});

test('anErrorFrameRejectsWithItsCodeAndCallsBackWithIt', async (t) => {
  const { ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const called = [];
  const promise = req.send('hello', (...values) => called.push(values));
  await page.frame();
  page.send(failed('a', 'gateway_lost'));
  await assert.rejects(promise, { name: 'ZmqError', code: 'gateway_lost', message: 'it was gateway_lost' });
  assert.equal(called.length, 1);
  assert.equal(called[0][0], undefined);
  assert.equal(called[0][1].code, 'gateway_lost');
});

test('aPageThatUsesOnlyCallbacksNeverMeetsAnUnhandledRejection', async (t) => {
  const unhandled = [];
  const note = (reason) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  t.after(() => process.off('unhandledRejection', note));
  const { ctx, page } = await connected(t);
  ctx.onerror = () => undefined;
  ctx.Socket(zmq.SUB).connect('nowhere');
  await page.accept({ status: 'error', error_msg: 'no', code: 'not_allowed' });
  const req = await open(ctx, page, zmq.REQ, 'a');
  const codes = [];
  const note2 = (_, error) => codes.push(error.code);
  req.send('one', note2);
  await page.frame();
  page.send(failed('a', 'timeout'));
  new zmq.RPCClient(req).rpc('two', [], {}, note2);
  await page.frame();
  page.send(failed('a', 'overflow'));
  await until(() => codes.length === 2);
  req.send(7, note2);
  ctx.close();
  req.send('three', note2);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(codes, ['timeout', 'overflow', 'malformed', 'closed']);
  assert.deepEqual(unhandled, []);
});

test('aRejectionThatNobodyTakesIsSeenAndOneThatIsTakenPrintsNothing', async (t) => {
  const unhandled = [];
  const note = ({ code }) => unhandled.push(code);
  const original = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  t.after(() => {
    process.off('unhandledRejection', note);
    original.forEach((listener) => process.on('unhandledRejection', listener));
  });
  const warned = t.mock.method(console, 'warn', () => undefined);
  const { ctx, page } = await connected(t);
  const denial = { status: 'error', error_msg: 'no', code: 'not_allowed' };
  const taken = ctx.Socket(zmq.SUB).connect('nowhere').catch(({ code }) => code);
  await page.accept(denial);
  assert.equal(await taken, 'not_allowed');
  const req = await open(ctx, page, zmq.REQ, 'a');
  const answered = req.send('one').catch(({ code }) => code);
  await page.frame();
  page.send(failed('a', 'timeout'));
  assert.equal(await answered, 'timeout');
  assert.deepEqual(unhandled, []);
  ctx.Socket(zmq.SUB).connect('nowhere');
  await page.accept(denial);
  await until(() => unhandled.length === 1);
  req.send('two');
  await page.frame();
  page.send(failed('a', 'gateway_lost'));
  await until(() => unhandled.length === 2);
  new zmq.RPCClient(req).rpc('three');
  await page.frame();
  page.send(failed('a', 'overflow'));
  await until(() => unhandled.length === 3);
  req.send('four');
  ctx.Socket(zmq.SUB).connect('soon');
  ctx.close(); // what the page itself ends is no news to it
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(unhandled, ['not_allowed', 'gateway_lost', 'overflow']);
  assert.equal(warned.mock.callCount(), 0);
});

test('aDeadlineRejectsTheRequestAndTheNextWaitsForTheBridgesOutcome', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const slow = req.send('slow', { timeout: 500 });
  const next = req.send('next');
  await page.frame();
  clock.advance(500);
  await assert.rejects(slow, { code: 'timeout' });
  assert.deepEqual(page.unread, []);
  page.send({ identity: 'a', content: 'too late for slow' });
  assert.equal((await page.frame()).content, 'next');
  page.send({ identity: 'a', content: 'for next' });
  assert.equal(await next, 'for next');
});

test('aDeadlineCoversTheTimeInTheQueueAndTheRequestIsNeverSent', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const first = req.send('first');
  const queued = req.send('queued', { timeout: 500 });
  const last = req.send('last');
  await page.frame();
  clock.advance(500);
  await assert.rejects(queued, { code: 'timeout' });
  page.send({ identity: 'a', content: '1' });
  assert.equal(await first, '1');
  assert.equal((await page.frame()).content, 'last');
  page.send({ identity: 'a', content: '3' });
  assert.equal(await last, '3');
});

test('withoutADeadlineOfItsOwnARequestHasThatOfTheContext', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const request = req.send('slow');
  await page.frame();
  clock.advance(34_999);
  let ended = false;
  request.catch(() => (ended = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(ended, false);
  clock.advance(1);
  await assert.rejects(request, { code: 'timeout' });
});

test('aTimeoutOfZeroIsNone', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const request = req.send('slow', { timeout: 0 });
  await page.frame();
  assert.equal(clock.pending, 0);
  page.send({ identity: 'a', content: 'at last' });
  assert.equal(await request, 'at last');
});

test('aSignalGivesARequestUpBeforeItIsSentWhileItWaitsAndWhileItIsUnderWay', async (t) => {
  const { ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const reason = new Error('the page moved on');
  await assert.rejects(req.send('never', { signal: AbortSignal.abort(reason) }), { code: 'aborted', cause: reason });
  const sent = new AbortController();
  const waiting = new AbortController();
  const underWay = req.send('under way', { signal: sent.signal });
  const queued = req.send('queued', { signal: waiting.signal });
  assert.equal((await page.frame()).content, 'under way');
  waiting.abort();
  sent.abort();
  await assert.rejects(underWay, { code: 'aborted' });
  await assert.rejects(queued, { code: 'aborted' });
  const next = req.send('next');
  page.send({ identity: 'a', content: 'for the one given up' });
  assert.equal((await page.frame()).content, 'next');
  page.send({ identity: 'a', content: 'for next' });
  assert.equal(await next, 'for next');
});

test('aRequestThatEndedListensToItsSignalNoMore', async (t) => {
  const { ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const { signal } = new AbortController();
  const reply = req.send('hello', { signal });
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  await page.frame();
  page.send({ identity: 'a', content: 'HELLO' });
  await reply;
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('aFullQueueRefusesAtOnce', async (t) => {
  const { ctx, page } = await connected(t, { maxQueued: 2 });
  const req = await open(ctx, page, zmq.REQ, 'a');
  const sent = ['under way', 'waits', 'waits too'].map((text) => req.send(text));
  await assert.rejects(req.send('one too many'), { code: 'overflow' });
  for (const text of ['1', '2', '3']) {
    await page.frame();
    page.send({ identity: 'a', content: text });
  }
  assert.deepEqual(await Promise.all(sent), ['1', '2', '3']);
});

test('sendOnASocketThatWasNeverConnectedRejectsAtOnce', async (t) => {
  const { clock, ctx, page } = await connected(t);
  await until(() => ctx.state.name === 'live');
  const req = ctx.Socket(zmq.REQ);
  await assert.rejects(req.send('early'), { code: 'not_connected' });
  assert.equal(clock.pending, 0);
  req.identity = 'a';
  req.connect('echo');
  const reply = req.send('in time');
  await page.accept();
  assert.equal((await page.frame()).content, 'in time');
  page.send({ identity: 'a', content: 'IN TIME' });
  assert.equal(await reply, 'IN TIME');
});

test('aRefusedSocketRejectsWhatWaitsAndWhatComesWithTheRefusalsCode', async (t) => {
  const { ctx, page } = await connected(t);
  const req = ctx.Socket(zmq.REQ);
  req.onerror = () => undefined;
  const connecting = req.connect('secret');
  const waiting = req.send('hello');
  const outcome = Promise.allSettled([connecting, waiting]);
  await page.accept({ status: 'error', error_msg: 'not for you', code: 'not_allowed' });
  await outcome;
  await assert.rejects(connecting, { code: 'not_allowed', message: 'not for you' });
  await assert.rejects(waiting, { code: 'not_allowed' });
  await assert.rejects(req.send('more'), { code: 'not_allowed' });
  assert.equal(req.state, 'refused');
});

test('closingTheSocketRejectsWhatIsOpenAndFreesTheTimers', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const requests = [req.send('one'), req.send('two')];
  await page.frame();
  req.close();
  for (const request of requests) await assert.rejects(request, { code: 'closed' });
  await assert.rejects(req.send('three'), { code: 'closed' });
  await assert.rejects(req.connect('echo'), { code: 'closed' });
  assert.equal(clock.pending, 0);
});

test('aCallbackThatThrowsHarmsNobody', async (t) => {
  const reported = t.mock.method(console, 'error', () => undefined);
  const { ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  req.send('one', () => {
    throw new Error('a bug of the page');
  });
  const two = req.send('two');
  for (const text of ['1', '2']) {
    await page.frame();
    page.send({ identity: 'a', content: text });
  }
  assert.equal(await two, '2');
  assert.equal(reported.mock.calls[0].arguments[0].message, 'a bug of the page');
});

test('aCallbackMaySendTheNextRequest', async (t) => {
  const { ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  const replies = [];
  req.send('one', (first) => {
    replies.push(first);
    req.send('two', (second) => replies.push(second));
  });
  for (const text of ['1', '2']) {
    await page.frame();
    page.send({ identity: 'a', content: text });
  }
  await until(() => replies.length === 2);
  assert.deepEqual(replies, ['1', '2']);
});
