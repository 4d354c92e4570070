// Sockets on the second wire: requests, closing, limits, topics, credit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/bridge.mjs';
import { accept, connected, welcomed, zmq } from './support/context.mjs';
import { welcome } from './support/second.mjs';

const text = (frame) => frame.parts.map(({ hex }) => Buffer.from(hex, 'hex').toString());

test('nothingIsSentBeforeTheWelcome', async (t) => {
  const { ctx, page } = await connected(t, {}, 'zwb.2');
  ctx.req('echo');
  page.send({ op: 'beat' });
  await new Promise((resolve) => page.socket.ping(undefined, undefined, resolve));
  assert.equal(ctx.state.name, 'connecting');
  assert.deepEqual(page.unread, []);
  page.send(welcome());
  assert.equal((await page.frame()).op, 'open');
});

test('aBridgeThatNeverWelcomesIsLeftAfterTheAttemptsDeadline', async (t) => {
  const { clock, ctx, page } = await connected(t, { attemptTimeout: 3_000 }, 'zwb.2');
  page.send({ op: 'beat' });
  clock.advance(3_000);
  assert.equal(ctx.state.name, 'reconnecting');
});

test('manyRequestsOfOneSocketAreUnderWayAtOnceAndEachHasItsOwnReply', async (t) => {
  const { ctx, page } = await welcomed(t);
  const req = ctx.req('echo');
  await accept(page);
  const replies = ['a', 'b', 'c'].map((what) => req.request(what).then((reply) => reply.at(-1)));
  const asked = [await page.frame(), await page.frame(), await page.frame()];
  assert.deepEqual(asked.map(text), [['a'], ['b'], ['c']]);
  for (const { id, parts } of asked.reverse()) page.send({ kind: 'REPLY', channel: 1, id, parts: [...parts, 'last'] });
  assert.deepEqual(await Promise.all(replies), ['last', 'last', 'last']);
});

test('whatASocketSendsGoesOneAtATimeAndWhatItRequestsDoesNotWait', async (t) => {
  const { ctx, page } = await welcomed(t);
  const req = ctx.req('echo');
  await accept(page);
  const ended = [];
  const note = (what) => (reply, error) => ended.push(`${what} ${reply ?? error.code}`);
  req.send('a', note('a'));
  const abort = new AbortController();
  req.request('b').then((reply) => ended.push(`b ${reply}`));
  req.send('c', { signal: abort.signal }, note('c'));
  req.send('d', note('d'));
  const [a, b] = [await page.frame(), await page.frame()];
  assert.deepEqual([a, b].map(text), [['a'], ['b']]);
  page.send({ kind: 'REPLY', channel: 1, id: b.id, parts: ['done'] });
  page.send({ kind: 'REPLY', channel: 1, id: a.id, parts: ['done'] });
  const c = await page.frame();
  assert.deepEqual(text(c), ['c']);
  assert.deepEqual(ended, ['b done', 'a done']);
  abort.abort();
  assert.deepEqual(await page.frame(), { op: 'cancel', channel: 1, id: c.id });
  const d = await page.frame();
  assert.deepEqual(text(d), ['d']);
  page.send({ kind: 'REPLY', channel: 1, id: d.id, parts: ['done'] });
  await until(() => ended.length === 4);
  assert.deepEqual(ended, ['b done', 'a done', 'c aborted', 'd done']);
});

test('requestGivesAllPartsAndSendTheLastAsBefore', async (t) => {
  const { ctx, page } = await welcomed(t);
  const req = ctx.req('echo');
  await accept(page);
  for (const binary of [false, true]) {
    const socket = binary ? ctx.req('echo', { binary }) : req;
    if (binary) await accept(page);
    const channel = binary ? 2 : 1;
    for (const [how, expected] of [['request', ['one', 'é']], ['send', 'é']]) {
      const reply = socket[how](['x', new Uint8Array([1])]);
      const { id, parts } = await page.frame();
      assert.deepEqual(parts, [{ hex: '78' }, { hex: '01' }]);
      page.send({ kind: 'REPLY', channel, id, parts: ['one', 'é'] });
      const got = await reply;
      const wanted = binary ? [expected].flat().map((one) => new Uint8Array(Buffer.from(one))) : expected;
      assert.deepEqual(binary ? [got].flat().map((one) => new Uint8Array(one)) : Array.isArray(got) ? [...got] : got, wanted);
      if (how === 'request') assert.deepEqual(got.bytes.map((one) => Buffer.from(one).toString()), ['one', 'é']);
    }
  }
});

test('aRequestsOwnDeadlineGoesToTheBridgeAndAnAbortCancels', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  const req = ctx.req('echo');
  const late = req.request('late', { timeout: 500 });
  clock.advance(100);
  await accept(page);
  assert.equal((await page.frame()).millis, 400);
  clock.advance(400);
  await assert.rejects(late, { code: 'timeout' });
  assert.deepEqual(await page.frame(), { op: 'cancel', channel: 1, id: 1 });
  const aborter = new AbortController();
  const given = req.request('given up', { signal: aborter.signal });
  assert.equal((await page.frame()).millis, 0);
  aborter.abort();
  await assert.rejects(given, { code: 'aborted' });
  assert.deepEqual(await page.frame(), { op: 'cancel', channel: 1, id: 2 });
  page.send({ kind: 'REPLY', channel: 1, id: 2, parts: ['crossed'] });
  const next = req.send('next');
  const { id } = await page.frame();
  page.send({ kind: 'REPLY', channel: 1, id, parts: ['NEXT'] });
  assert.equal(await next, 'NEXT');
});

test('requestsBeyondTheConnectionsLimitWaitForAPlaceWhateverSocketGivesIt', async (t) => {
  const { ctx, page } = await welcomed(t, {}, { limits: { maxRequestsInFlight: 2 } });
  const [one, other] = [ctx.req('echo'), ctx.req('echo')];
  await accept(page);
  await accept(page);
  const first = one.request('1');
  one.request('2').catch(() => undefined);
  const third = other.request('3');
  const { id } = await page.frame();
  assert.deepEqual(text(await page.frame()), ['2']);
  page.send({ kind: 'REPLY', channel: 1, id, parts: ['ONE'] });
  assert.deepEqual([...(await first)], ['ONE']);
  const frame = await page.frame();
  assert.deepEqual([frame.channel, text(frame)], [2, ['3']]);
  one.close();
  assert.equal((await page.frame()).op, 'close');
  const fourth = other.request('4');
  assert.deepEqual(text(await page.frame()), ['4']);
  page.send({ op: 'failed', channel: 2, id: frame.id, code: 1403, text: 'gone' });
  await assert.rejects(third, { code: 'gateway_lost', message: 'gone' });
  fourth.catch(() => undefined);
});

test('whatIsTooLargeIsRefusedBeforeItIsSentAndAloneEnds', async (t) => {
  const { ctx, page } = await welcomed(t, {}, { limits: { maxMessageBytes: 10, maxParts: 2 } });
  const req = ctx.req('echo');
  const push = ctx.push('jobs');
  await accept(page, { maxMessageBytes: 8 });
  await accept(page, { credit: 5 });
  await assert.rejects(req.send('é'.repeat(5)), { code: 'too_large' });
  await assert.rejects(req.send(['1234', '56789']), { code: 'too_large' });
  await assert.rejects(req.send(['a', 'b', 'c']), { code: 'too_large' });
  await assert.rejects(push.send('x'.repeat(11)), { code: 'too_large' });
  await push.send('x'.repeat(10));
  assert.equal((await page.frame()).channel, 2);
  const reply = req.send('12345678');
  const { id } = await page.frame();
  page.send({ kind: 'REPLY', channel: 1, id, parts: ['fine'] });
  assert.equal(await reply, 'fine');
});

test('aClosedSocketCostsNothingMoreAndItsNameIsFreeAtOnce', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  for (let i = 1; i <= 200; i += 1) {
    const sub = ctx.sub('quotes');
    const { channel } = await accept(page);
    await sub.opened;
    sub.close();
    assert.deepEqual(await page.frame(), { op: 'close', channel });
    page.send({ op: 'closed', channel, code: 0 });
    page.send({ kind: 'MESSAGE', channel, parts: ['crossed'] });
  }
  const one = ctx.rep('page', { identity: 'desk 7' });
  await accept(page, { reclaim: 'secret' });
  await one.opened;
  one.close();
  await page.frame();
  const other = ctx.rep('page', { identity: 'desk 7' });
  const { identity, reclaim } = await accept(page);
  assert.deepEqual([identity, reclaim], ['desk 7', 'secret']); // also where the bridge has not ended the other yet
  await other.opened;
  assert.equal(clock.pending, 1); // the heartbeat's
});

test('aSocketThatIsClosedWhileItIsOpenedSaysSoAndHearsNothing', async (t) => {
  const { ctx, page } = await welcomed(t);
  const heard = [];
  const sub = ctx.sub('quotes');
  sub.onopen = () => heard.push('open');
  const opened = assert.rejects(sub.opened, { code: 'closed' });
  const { channel } = await page.frame();
  sub.close();
  await opened;
  assert.deepEqual(await page.frame(), { op: 'close', channel });
  page.send({ op: 'opened', channel });
  page.send({ op: 'closed', channel, code: 0 });
  const next = ctx.sub('quotes');
  await accept(page);
  await next.opened;
  assert.deepEqual(heard, []);
});

test('pagesOfTheOriginalRunUnchanged', async (t) => {
  const { ctx, page } = await welcomed(t);
  const sub = ctx.Socket(zmq.SUB);
  const got = [];
  sub.onmessage = (...given) => got.push(given[0]);
  sub.connect('quotes', { msgfilter: 'NOVA', username: 'hugo' });
  const { channel, ...open } = await accept(page);
  assert.deepEqual(open, { op: 'open', type: 'SUB', endpoint: 'quotes', topics: [''], filter: 'NOVA', auth: { username: 'hugo' } });
  for (const parts of [['topic', 'NOVA 1'], ['NOVA', 'other'], ['NOVA 2']]) page.send({ kind: 'MESSAGE', channel, parts });
  await until(() => got.length === 2);
  assert.deepEqual(got, ['NOVA 1', 'NOVA 2']);
  const req = ctx.Socket(zmq.REQ);
  req.connect('echo');
  const called = new Promise((resolve) => req.send('hello', resolve));
  await accept(page);
  const { id } = await page.frame();
  page.send({ kind: 'REPLY', channel: 2, id, parts: ['HELLO'] });
  assert.equal(await called, 'HELLO');
  const sum = new zmq.RPCClient(req).rpc('add', [1, 2]);
  const call = await page.frame();
  assert.deepEqual(JSON.parse(text(call)[0]), { funcname: 'add', args: [1, 2], kwargs: {} });
  page.send({ kind: 'REPLY', channel: 2, id: call.id, parts: ['{"returnval":3}'] });
  assert.equal(await sum, 3);
});
