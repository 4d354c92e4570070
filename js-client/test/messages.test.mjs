// What nobody answers: PUB, PUSH, PULL, DEALER, PAIR and SUB on the second wire; windows, iteration, losses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { until } from './support/bridge.mjs';
import { accept, connected, open, welcomed, zmq } from './support/context.mjs';
import { welcome } from './support/second.mjs';

const text = (frame) => frame.parts.map(({ hex }) => Buffer.from(hex, 'hex').toString());
const publish = (page, ...parts) => page.send({ kind: 'MESSAGE', channel: 1, parts });
/** What was sent before has been read by the page. */
const settled = async (ctx, page) => {
  const seen = new Promise((resolve) => {
    const stop = ctx.on('trace', ({ frame }) => frame?.op === 'mark' && resolve(stop()));
  });
  page.send({ op: 'mark' });
  await seen;
};

async function comeBack({ bridge, clock, ctx, page }) {
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  clock.advance(ctx.state.in);
  const next = await bridge.page();
  next.send(welcome());
  return next;
}

test('sendWaitsForCreditAndForTheConnection', async (t) => {
  const all = await welcomed(t);
  const { ctx, page } = all;
  const push = ctx.push('jobs');
  const left = [];
  const send = (what) => push.send(what).then(() => left.push(what));
  const sent = ['1', '2', '3'].map(send);
  await accept(page, { credit: 1 });
  assert.deepEqual(text(await page.frame()), ['1']);
  await sent[0];
  assert.deepEqual(left, ['1']);
  page.send({ op: 'credit', channel: 1, messages: 1 });
  assert.deepEqual(text(await page.frame()), ['2']);
  const next = await comeBack(all);
  await accept(next, { credit: 5 });
  assert.deepEqual(text(await next.frame()), ['3']);
  await Promise.all(sent);
});

test('bytesOfAnotherRealmAreBytes', async (t) => {
  const { ctx, page } = await welcomed(t);
  const push = ctx.push('jobs');
  await accept(page, { credit: 9 });
  await push.send(runInNewContext('Uint8Array.of(1, 2)'));
  assert.deepEqual((await page.frame()).parts.map(({ hex }) => hex), ['0102']);
});

test('whatIsNoMessageIsRefused', async (t) => {
  const { ctx } = await welcomed(t);
  const push = ctx.push('jobs');
  const views = [new DataView(new ArrayBuffer(2)), Float64Array.of(1), Uint16Array.of(1)];
  for (const content of [[], ['a', undefined], null, 7, new Date(0), { a: 1 }, new ArrayBuffer(2), Symbol('x'), ...views, ['a', views[0]]]) {
    await assert.rejects(push.send(content), { code: 'malformed' });
  }
});

test('aSendCanBeGivenUpAndAQueueIsBounded', async (t) => {
  const { clock, ctx, page } = await welcomed(t, { maxQueued: 2 });
  const push = ctx.push('jobs');
  await accept(page, { credit: 0 });
  const aborter = new AbortController();
  const late = push.send('late', { timeout: 100 });
  const given = push.send('given up', { signal: aborter.signal });
  await assert.rejects(push.send('too many'), { code: 'overflow' });
  aborter.abort();
  await assert.rejects(given, { code: 'aborted' });
  clock.advance(100);
  await assert.rejects(late, { code: 'timeout' });
  const last = push.send('last');
  page.send({ op: 'credit', channel: 1, messages: 9 });
  assert.deepEqual(text(await page.frame()), ['last']);
  await last;
});

test('aSocketThatOnlyReceivesSaysSo', async (t) => {
  const { ctx } = await welcomed(t);
  await assert.rejects(ctx.pull('jobs').send('x'), { code: 'wrong_kind' });
  await assert.rejects(ctx.sub('quotes').send('x'), { code: 'wrong_kind' });
});

test('theWindowIsRefilledAsMessagesAreConsumed', async (t) => {
  const { ctx, page } = await welcomed(t);
  const pull = ctx.pull('jobs', { window: 4 });
  assert.equal((await accept(page)).credit, 4);
  for (const job of ['1', '2', '3', '4']) publish(page, job);
  const got = [];
  for await (const [job] of pull) {
    got.push(job);
    if (got.length === 2) break;
  }
  assert.deepEqual(await page.frame(), { op: 'credit', channel: 1, messages: 2 });
  for (let i = 0; i < 2; i += 1) got.push((await pull.receive())[0]);
  assert.deepEqual(got, ['1', '2', '3', '4']);
  assert.deepEqual(await page.frame(), { op: 'credit', channel: 1, messages: 2 });
});

test('aHandlerConsumesAtOnceAndWhatWaitsIsCountedAfterAReconnect', async (t) => {
  const all = await welcomed(t);
  const { ctx, page } = all;
  const dealer = ctx.dealer('work', { window: 3 });
  await accept(page);
  const got = [];
  dealer.onmessage = (body) => got.push(body);
  publish(page, 'a', '1');
  publish(page, 'a', '2');
  assert.deepEqual(await page.frame(), { op: 'credit', channel: 1, messages: 2 });
  assert.deepEqual(got, ['1', '2']);
  dealer.onmessage = null;
  publish(page, 'kept');
  await settled(ctx, page);
  const next = await comeBack(all);
  assert.equal((await accept(next)).credit, 2);
  assert.deepEqual([...(await dealer.receive())], ['kept']);
});

test('iterationGivesTopicAndBodyAndEndsWithTheSocket', async (t) => {
  const { ctx, page } = await welcomed(t);
  const sub = ctx.sub('quotes', { topics: ['NOVA'] });
  assert.deepEqual((await accept(page)).topics, ['NOVA']);
  publish(page, 'NOVA', '1');
  publish(page, 'NOVA', '2');
  const got = [];
  for await (const [topic, body] of sub) {
    got.push(`${topic} ${body}`);
    if (got.length === 2) sub.close();
  }
  assert.deepEqual(got, ['NOVA 1', 'NOVA 2']);
  assert.equal(await sub.receive(), undefined);
});

test('iterationThrowsWhatRefusesTheSocketOnce', async (t) => {
  const { ctx, page } = await welcomed(t);
  const sub = ctx.sub('secret');
  const next = sub[Symbol.asyncIterator]().next();
  const { channel } = await page.frame();
  page.send({ op: 'refused', channel, code: 1302, text: 'not allowed', connection: 17 });
  await assert.rejects(next, { code: 'not_allowed' });
  await assert.rejects(sub.opened, { code: 'not_allowed' });
  assert.equal(await sub.receive(), undefined);
});

test('whatIsTextAndWhatIsBytesIsTheSocketsChoice', async (t) => {
  const { ctx, page } = await welcomed(t);
  const sub = ctx.sub('bitcoin', { binary: true });
  await accept(page);
  publish(page, 'hashblock', { hex: '00ff80c3' }, { hex: '01000000' });
  const [topic, hash, count] = await sub.receive();
  assert.ok(topic instanceof Uint8Array);
  assert.deepEqual([...hash], [0, 255, 128, 195]);
  assert.equal(new DataView(count.buffer, count.byteOffset).getUint32(0, true), 1);
  const asText = ctx.sub('bitcoin');
  await accept(page);
  page.send({ kind: 'MESSAGE', channel: 2, parts: ['hashblock', { hex: '00ff' }] });
  const message = await asText.receive();
  assert.deepEqual([...message], ['hashblock', '\u0000\ufffd']);
  assert.deepEqual([...message.bytes[1]], [0, 255]);
});

test('lossesAreToldByTheBridgeAndAReconnectIsAGap', async (t) => {
  const all = await welcomed(t);
  const { ctx, page } = all;
  const sub = ctx.sub('quotes', { topics: ['A', new Uint8Array([255])] });
  const notices = [];
  sub.on('notice', (notice) => notices.push(notice));
  await accept(page);
  page.send({ op: 'dropped', channel: 1, messages: 12, code: 1501 });
  page.send({ op: 'notice', channel: 1, notice: 'service_absent' });
  await until(() => notices.length === 2);
  const next = await comeBack(all);
  assert.deepEqual((await accept(next)).topics, ['A', { base64: '/w==' }]);
  await until(() => notices.length === 3);
  assert.deepEqual(notices[0], { notice: 'dropped', count: 12 });
  assert.equal(notices[1].notice, 'service_absent');
  assert.deepEqual(notices[2], { notice: 'gap' });
});

test('whereTheEndpointKeepsOffsetsAReconnectGoesOnAfterTheLastMessage', async (t) => {
  const all = await welcomed(t);
  const { ctx, page } = all;
  const sub = ctx.sub('quotes', { topics: ['A'], last: true });
  const notices = [];
  sub.onnotice = ({ after, from, notice }) => notices.push([notice, after, from]);
  assert.equal((await accept(page, { epoch: 'e' })).last, true);
  sub.subscribe('B', { perSecond: 5 });
  assert.deepEqual(await page.frame(), { op: 'subscribe', channel: 1, topics: ['B'], perSecond: 5 });
  page.send({ kind: 'ITEM', channel: 1, offset: 2 ** 40, parts: ['A', '1'] });
  const message = await sub.receive();
  assert.equal(message.offset, 2 ** 40);
  const after = { epoch: 'e', offset: 2 ** 40 };
  assert.deepEqual(sub.position, after);
  page.send({ kind: 'ITEM', channel: 1, offset: 7, parts: ['A', 'kept since long'] });
  assert.equal((await sub.receive()).offset, 7);
  assert.deepEqual(sub.position, after);
  const next = await comeBack(all);
  const { topics, last, after: asked } = await accept(next, { epoch: 'e' });
  assert.deepEqual([topics, last, asked], [['A'], true, after]);
  assert.deepEqual(await next.frame(), { op: 'subscribe', channel: 1, topics: ['B'], perSecond: 5, after });
  next.send({ op: 'gap', channel: 1, after: 2 ** 40, from: 2 ** 40 + 5 });
  await until(() => notices.length === 1);
  assert.deepEqual(notices, [['gap', 2 ** 40, 2 ** 40 + 5]]);
});

test('topicsAreKeptByTheirBytes', async (t) => {
  const all = await welcomed(t);
  const { ctx, page } = all;
  const sub = ctx.sub('quotes', { topics: [] });
  assert.equal('topics' in (await accept(page)), false);
  sub.subscribe(['A', 'B']);
  sub.subscribe(new TextEncoder().encode('A'));
  sub.unsubscribe('B');
  const subscribed = new Promise((resolve) => sub.on('subscribed', resolve));
  page.send({ op: 'subscribed', channel: 1, topics: ['A', { base64: '/w==' }] });
  assert.deepEqual(await subscribed, ['A', new Uint8Array([255])]);
  const next = await comeBack(all);
  assert.deepEqual((await accept(next)).topics, [{ base64: 'QQ==' }]);
});

test('subscribePromisesWhatTheServiceHasHeardAlsoOnTheNextConnectionAndNotAfterTheEnd', async (t) => {
  const all = await welcomed(t);
  const { ctx, page } = all;
  const sub = ctx.sub('quotes', { topics: [] });
  await accept(page);
  await sub.opened;
  assert.equal(sub.subscribe('C'), undefined);
  assert.deepEqual(await page.frame(), { op: 'subscribe', channel: 1, topics: ['C'] });
  const ended = [];
  const both = sub.subscribe(['A', new Uint8Array([255])], { heard: true }).then(() => ended.push('both'));
  assert.deepEqual(await page.frame(), { op: 'subscribe', channel: 1, topics: ['A', { base64: '/w==' }], heard: true });
  const told = new Promise((resolve) => sub.on('heard', resolve));
  page.send({ op: 'heard', channel: 1, topics: ['A'] });
  assert.deepEqual(await told, ['A']);
  const next = await comeBack(all);
  await accept(next);
  assert.deepEqual(await next.frame(), { op: 'subscribe', channel: 1, topics: ['A'], heard: true });
  assert.deepEqual(await next.frame(), { op: 'subscribe', channel: 1, topics: [{ base64: '/w==' }], heard: true });
  assert.deepEqual(ended, []);
  next.send({ op: 'heard', channel: 1, topics: [{ base64: '/w==' }] });
  await both;
  const never = sub.subscribe('D', { heard: true });
  await next.frame();
  sub.close();
  await assert.rejects(never, { code: 'closed' });
});

test('onTheFirstWireABufferIsBoundedAndItsLossesAreTold', async (t) => {
  for (const [overflow, expected] of [['oldest', ['3', '4']], ['newest', ['1', '2']]]) {
    const { ctx, page } = await connected(t);
    const sub = ctx.sub('quotes', { window: 2, overflow, identity: 's' });
    const notices = [];
    sub.on('notice', (notice) => notices.push(notice));
    assert.equal((await page.accept()).notices, true);
    for (const content of ['1', '2', '3', '4']) page.send({ identity: 's', content });
    const req = await open(ctx, page, zmq.REQ, 'q');
    assert.equal(req.state, 'live');
    const got = [];
    for (let i = 0; i < 2; i += 1) got.push(...(await sub.receive()));
    assert.deepEqual(got, expected);
    assert.deepEqual(notices, [{ notice: 'dropped', count: 2 }]);
  }
});

test('anOverflowMayEndAnIteration', async (t) => {
  const { ctx, page } = await connected(t);
  const sub = ctx.sub('quotes', { window: 1, overflow: 'error', identity: 's' });
  await page.accept();
  for (const content of ['1', '2', '3']) page.send({ identity: 's', content });
  await open(ctx, page, zmq.REQ, 'q');
  assert.deepEqual([...(await sub.receive())], ['1']);
  await assert.rejects(sub.receive(), { code: 'overflow' });
  page.send({ identity: 's', content: '4' });
  assert.deepEqual([...(await sub.receive())], ['4']);
});

test('whatOnlyTheSecondWireHasIsRefusedOnTheFirst', async (t) => {
  const { ctx, page } = await connected(t);
  for (const name of ['dealer', 'pair', 'pub', 'pull', 'push']) await assert.rejects(ctx[name]('x').opened, { code: 'unsupported' }, name);
  await assert.rejects(ctx.sub('quotes', { topics: ['A'] }).opened, { code: 'unsupported' });
  const req = await open(ctx, page, zmq.REQ, 'q');
  await assert.rejects(req.request(['two', 'parts']), { code: 'unsupported' });
  await assert.rejects(req.request(new Uint8Array([1])), { code: 'unsupported' });
  const reply = req.request('text');
  await page.frame();
  page.send({ identity: 'q', content: 'TEXT' });
  assert.deepEqual([...(await reply)], ['TEXT']);
  const sub = await open(ctx, page, zmq.SUB, 's');
  const refused = new Promise((resolve) => (sub.onerror = resolve));
  sub.subscribe('A');
  assert.equal((await refused).code, 'unsupported');
});
