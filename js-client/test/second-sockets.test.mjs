// What all sockets share on the second wire: ends, errors, names, signals; and REP.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/bridge.mjs';
import { accept, connected, welcomed, zmq } from './support/context.mjs';
import { welcome } from './support/second.mjs';

const ask = (page, id, ...parts) => page.send({ kind: 'REQUEST', channel: 1, id, millis: 30_000, parts });

async function comeBack({ bridge, clock, ctx, page }) {
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  clock.advance(ctx.state.in);
  const next = await bridge.page();
  next.send(welcome());
  return next;
}

test('aRepAnswersByNumberFailsAndHearsThatNobodyWaits', async (t) => {
  const { ctx, page } = await welcomed(t);
  const rep = ctx.rep('page');
  const asks = [];
  rep.onrequest = (given) => asks.push(given);
  assert.match((await accept(page)).identity, /^[0-9a-f]{32}$/);
  ask(page, 7, 'seven', 'parts');
  ask(page, 8, 'eight');
  ask(page, 9, 'nine');
  await until(() => asks.length === 3);
  assert.deepEqual([asks[0].body, ...asks[0].parts], ['parts', 'seven', 'parts']);
  page.send({ op: 'cancel', channel: 1, id: 9 });
  assert.equal(asks[1].send('8', new Uint8Array([255])), true);
  assert.equal(asks[1].fail('again'), false);
  assert.deepEqual(await page.frame(), { kind: 'REPLY', channel: 1, id: 8, parts: [{ hex: '38' }, { hex: 'ff' }] });
  assert.equal(asks[0].fail('no idea'), true);
  assert.deepEqual(await page.frame(), { op: 'failed', channel: 1, id: 7, text: 'no idea' });
  await until(() => asks[2].send('too late') === false);
});

test('aHandlerThatThrowsOrIsLateTellsTheAskerAndGivesWay', async (t) => {
  const reported = t.mock.method(console, 'error', () => undefined);
  const { clock, ctx, page } = await welcomed(t, { answerTimeout: 1_000 });
  const rep = ctx.rep('page');
  const asked = [];
  rep.onmessage = (body) => {
    asked.push(body);
    if (body === 'bad') throw new Error('a bug of the page');
  };
  await accept(page);
  ask(page, 1, 'bad');
  assert.deepEqual(await page.frame(), { op: 'failed', channel: 1, id: 1, text: 'the page failed' });
  assert.equal(reported.mock.callCount(), 1);
  for (const [id, body] of [[2, 'slow'], [3, 'withdrawn'], [4, 'next'], [5, 'last']]) ask(page, id, body);
  page.send({ op: 'cancel', channel: 1, id: 3 });
  await until(() => asked.includes('slow'));
  clock.advance(1_000);
  assert.equal((await page.frame()).id, 2);
  await until(() => asked.includes('next'));
  page.send({ op: 'cancel', channel: 1, id: 4 });
  await until(() => asked.includes('last'));
  assert.equal(rep.send('LAST'), true);
  assert.equal((await page.frame()).id, 5);
  assert.deepEqual(asked, ['bad', 'slow', 'next', 'last']);
});

test('anAnswerThatIsTooLargeIsAnErrorForItsAskerAlone', async (t) => {
  const { ctx, page } = await welcomed(t, {}, { limits: { maxMessageBytes: 4 } });
  const rep = ctx.rep('page');
  rep.onmessage = (body) => rep.send(body + body);
  await accept(page);
  ask(page, 1, 'abc');
  const { op, id, text } = await page.frame();
  assert.deepEqual([op, id], ['failed', 1]);
  assert.match(text, /6 bytes/);
  ask(page, 2, 'ab');
  assert.equal((await page.frame()).kind, 'REPLY');
});

test('aNameThatAnotherPageHasTakenOverIsNotTakenBack', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  const rep = ctx.rep('page', { identity: 'desk 7' });
  const errors = [];
  rep.on('error', ({ code }) => errors.push(code));
  await accept(page, { reclaim: 'secret' });
  await rep.opened;
  page.send({ op: 'closed', channel: 1, code: 1303, text: 'taken over' });
  await until(() => rep.state === 'refused');
  assert.deepEqual(errors, ['in_use']);
  assert.equal(clock.pending, 1); // the heartbeat's
});

test('aSocketThatTheBridgeClosesForAWhileIsOpenedAgain', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  const sub = ctx.sub('quotes');
  const heard = [];
  sub.on('notice', ({ notice }) => heard.push(notice));
  await accept(page);
  await sub.opened;
  page.send({ op: 'closed', channel: 1, code: 1501, text: 'too slow' });
  await until(() => sub.state === 'reconnecting');
  clock.advance(500);
  assert.equal((await accept(page)).channel, 2);
  await until(() => sub.state === 'live');
  assert.deepEqual(heard, ['gap']);
});

test('aSocketWhoseGrantHasEndedIsOpenedAgainWhereItMayHaveAnother', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  let day = 0;
  const renewed = ctx.req('echo', { auth: async () => ({ token: (day += 1) }) });
  assert.deepEqual((await accept(page)).auth, { token: 1 });
  const fixed = ctx.req('echo', { auth: { token: 'same' } });
  await accept(page);
  await Promise.all([renewed.opened, fixed.opened]);
  const refused = new Promise((resolve) => (fixed.onerror = resolve));
  for (const channel of [1, 2]) page.send({ op: 'closed', channel, code: 1306, text: 'expired' });
  assert.equal((await refused).code, 'expired');
  clock.advance(500);
  assert.deepEqual((await accept(page)).auth, { token: 2 });
  await until(() => renewed.state === 'live');
});

test('asksThatThePageNeverAnswersAreNotKeptForEver', async (t) => {
  const { ctx, page } = await welcomed(t, { maxQueued: 2 });
  const rep = ctx.rep('page');
  const asks = [];
  rep.onrequest = (given) => asks.push(given);
  await accept(page);
  for (const id of [1, 2, 3]) ask(page, id, 'x');
  await until(() => asks.length === 3);
  for (const id of [1, 2]) page.send({ op: 'cancel', channel: 1, id });
  ask(page, 4, 'last');
  await until(() => asks.length === 4);
  assert.equal(asks[1].send('late'), false);
  assert.equal(asks[2].send('3'), true);
  assert.equal((await page.frame()).id, 3);
});

test('aSecretOutlivesAReloadInTheSameTabAndNothingElse', async (t) => {
  const stored = new Map();
  const storage = { getItem: (name) => stored.get(name) ?? null, setItem: (name, value) => stored.set(name, value), removeItem: (name) => stored.delete(name) };
  const target = new EventTarget();
  for (const name of ['addEventListener', 'removeEventListener']) globalThis[name] = target[name].bind(target);
  globalThis.sessionStorage = storage;
  t.after(() => ['addEventListener', 'removeEventListener', 'sessionStorage'].forEach((name) => delete globalThis[name]));
  const { bridge, ctx, page } = await welcomed(t);
  ctx.rep('page', { identity: 'desk 7' });
  await accept(page, { reclaim: 'secret' });
  const unnamed = ctx.rep('page');
  await accept(page, { reclaim: 'other' });
  await unnamed.opened;
  assert.equal(stored.size, 0); // a copy of the tab finds none
  target.dispatchEvent(new Event('pagehide'));
  assert.deepEqual([...stored.values()], ['secret']);
  const { WebSocket } = await import('ws');
  const reloaded = new zmq.Context(bridge.url, { WebSocket });
  t.after(() => reloaded.close());
  const next = await bridge.page();
  next.send(welcome());
  reloaded.rep('page', { identity: 'desk 7' });
  assert.equal((await accept(next)).reclaim, 'secret');
  assert.equal(stored.size, 0);
});

test('aSignalClosesItsSocketBeforeItIsOpenAndAfter', async (t) => {
  const { ctx, page } = await welcomed(t);
  const reason = new Error('the view is gone');
  const aborter = new AbortController();
  const early = ctx.sub('quotes', { signal: aborter.signal });
  await page.frame();
  const late = ctx.Socket(zmq.SUB);
  const connecting = late.connect('quotes', {}, { signal: aborter.signal });
  await accept(page);
  await connecting;
  aborter.abort(reason);
  await assert.rejects(early.opened, { code: 'aborted', cause: reason });
  assert.deepEqual([early.state, late.state], ['closed', 'closed']);
  assert.deepEqual([(await page.frame()).op, (await page.frame()).op], ['close', 'close']);
  await assert.rejects(ctx.sub('quotes', { signal: AbortSignal.abort(reason) }).opened, { code: 'aborted' });
});

test('anErrorConcernsWhatItNamesAndTheRestGoesOn', async (t) => {
  const warned = t.mock.method(console, 'warn', () => undefined);
  const { ctx, page } = await welcomed(t);
  const req = ctx.req('echo');
  await accept(page);
  const [one, other] = [req.request('1'), req.request('2')];
  await page.frame();
  const { id } = await page.frame();
  page.send({ op: 'error', channel: 1, id: 1, code: 1404, text: 'too large' });
  await assert.rejects(one, { code: 'too_large' });
  page.send({ op: 'error', channel: 1, code: 2003, text: 'what?' });
  await until(() => warned.mock.callCount() === 1);
  const heard = [];
  req.onerror = ({ code }) => heard.push(code);
  ctx.onerror = ({ code }) => heard.push(`context ${code}`);
  page.send({ op: 'error', channel: 1, code: 2002 });
  page.send({ op: 'error', code: 2001 });
  page.send({ op: 'error', channel: 77, code: 2004 }); // crossed with our close
  page.send({ op: 'something new', channel: 1 });
  page.send({ op: 'failed', channel: 1, id, code: 9999, text: 'new' });
  await assert.rejects(other, { code: 'error', message: 'new' });
  assert.deepEqual(heard, ['wrong_kind', 'context malformed_frame']);
});

test('nonsenseOnTheSecondWireIsReportedAndHarmsNobody', async (t) => {
  const { ctx, page } = await welcomed(t);
  const errors = [];
  ctx.onerror = ({ code }) => errors.push(code);
  const req = ctx.req('echo');
  await accept(page);
  const nonsense = ['', 'x', '[]', '7', 'null', '{}', '{"op":7}', Buffer.from([]), Buffer.from([1, 2, 3]), Buffer.from([9, 0, 0, 0, 1, 0])];
  for (const data of nonsense) page.send(data);
  for (const frame of [{ op: 'opened', channel: 1 }, { op: 'closed', channel: 9 }, { op: 'credit', channel: 1, messages: 'x' }]) page.send(frame);
  page.send({ kind: 'REPLY', channel: 1, id: 44, parts: ['to nothing'] });
  page.send({ kind: 'REQUEST', channel: 1, id: 1, millis: 1, parts: ['to a REQ'] });
  page.send({ kind: 'MESSAGE', channel: 1, parts: ['to a REQ'] });
  const reply = req.send('hello');
  const { id } = await page.frame();
  page.send({ kind: 'REPLY', channel: 1, id, parts: ['HELLO'] });
  assert.equal(await reply, 'HELLO');
  assert.deepEqual(errors, nonsense.map(() => 'malformed'));
});

test('stoppingIsToldToAllSockets', async (t) => {
  const { ctx, page } = await welcomed(t);
  const heard = [];
  for (const name of ['echo', 'other']) {
    ctx.req(name).on('notice', ({ notice }) => heard.push(`${name} ${notice}`));
    await accept(page);
  }
  page.send({ op: 'notice', notice: 'stopping' });
  await until(() => heard.length === 2);
  assert.deepEqual(heard, ['echo stopping', 'other stopping']);
});

test('traceShowsControlAsTextAndDataAsBytes', async (t) => {
  const { clock, ctx, page } = await welcomed(t);
  const traced = [];
  ctx.on('trace', (trace) => traced.push(trace));
  const req = ctx.req('echo');
  await accept(page);
  req.send('hi').catch(() => undefined);
  await page.frame();
  assert.equal(traced[0].text, '{"op":"open","channel":1,"type":"REQ","endpoint":"echo"}');
  assert.equal(traced[0].frame.op, 'open');
  const { direction, text, bytes, frame, at } = traced[2];
  assert.equal(text, '');
  assert.deepEqual([direction, at], ['out', clock.now()]);
  assert.equal(Buffer.from(bytes).toString('hex'), '02000000010000000100000000026869');
  assert.deepEqual([frame.kind, frame.numbers], [2, [1, 1, 0]]);
});

test('aReconnectMayMeetTheOtherWire', async (t) => {
  const all = await welcomed(t);
  const { bridge, ctx, page } = all;
  const req = ctx.req('echo');
  await accept(page);
  await req.opened;
  bridge.server.options.handleProtocols = () => 'zwb.1';
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  all.clock.advance(ctx.state.in);
  const next = await bridge.page();
  const { identity } = await next.accept();
  const reply = req.send('hello');
  await next.frame();
  next.send({ identity, content: 'HELLO' });
  assert.equal(await reply, 'HELLO');
});

test('awaitUsingClosesWhatItHolds', { skip: !Symbol.asyncDispose && 'not here' }, async (t) => {
  const { ctx, page } = await welcomed(t);
  const sub = ctx.sub('quotes');
  await accept(page);
  await sub.opened;
  await sub[Symbol.asyncDispose]();
  assert.equal(sub.state, 'closed');
  await ctx[Symbol.asyncDispose]();
  assert.equal(ctx.state.name, 'closed');
});

test('aTypedProxyCallsAndIsNoPromise', async (t) => {
  const { ctx, page } = await connected(t);
  const service = zmq.rpc(ctx.req('calculator', { identity: 'c' }));
  await page.accept();
  assert.equal(await Promise.resolve(service), service);
  const sum = service.add(1, 2);
  assert.deepEqual(JSON.parse((await page.frame()).content), { funcname: 'add', args: [1, 2], kwargs: {} });
  page.send({ identity: 'c', content: '{"returnval":3}' });
  assert.equal(await sum, 3);
  const failing = service.divide(1, 0);
  await page.frame();
  page.send({ identity: 'c', content: '{"status":"error","error_msg":"by zero","code":"zero"}' });
  await assert.rejects(failing, { name: 'RpcError', code: 'zero', method: 'divide' });
});

test('aRefusalThatNobodyTakesIsSeenOnceAndOneThatIsTakenIsNot', async (t) => {
  const unhandled = [];
  const original = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', ({ code }) => unhandled.push(code));
  t.after(() => {
    process.removeAllListeners('unhandledRejection');
    original.forEach((listener) => process.on('unhandledRejection', listener));
  });
  const { ctx, page } = await welcomed(t);
  const refuse = async () => page.send({ op: 'refused', channel: (await page.frame()).channel, code: 1302, text: 'no' });
  const asked = ctx.req('secret').request('hello');
  await refuse();
  await assert.rejects(asked, { code: 'not_allowed' });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(unhandled, []);
  ctx.sub('secret');
  await refuse();
  await until(() => unhandled.length === 1);
  const heard = new Promise((resolve) => ctx.sub('secret').on('error', resolve));
  await refuse();
  await heard;
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(unhandled, ['not_allowed']);
});

test('comingBackFromALossTheSocketsOfTheSecondWireAreOpenedInTheirOrder', async (t) => {
  const all = await welcomed(t);
  const { ctx, page } = all;
  ctx.req('one');
  ctx.sub('two');
  await accept(page);
  await accept(page);
  const next = await comeBack(all);
  assert.deepEqual([(await accept(next)).endpoint, (await accept(next)).endpoint], ['one', 'two']);
});
