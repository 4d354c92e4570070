// What all sockets share, SUB, and what a bridge that sends nonsense can do: nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/bridge.mjs';
import { connected, open, zmq } from './support/context.mjs';

test('theOriginalConstantsKeepTheirValues', () => {
  assert.deepEqual([zmq.SUB, zmq.REQ, zmq.REP], [2, 3, 4]);
});

test('socketsAreMadeWithAndWithoutNew', async (t) => {
  const { ctx } = await connected(t);
  assert.equal(ctx.Socket(zmq.REQ).type, zmq.REQ);
  assert.equal(new ctx.Socket(zmq.SUB).type, zmq.SUB);
  assert.throws(() => ctx.Socket(6), { code: 'malformed' });
});

test('identitiesAreRandomAndSettableUntilConnect', async (t) => {
  const { ctx, page } = await connected(t);
  const [one, other] = [ctx.Socket(zmq.REQ), ctx.Socket(zmq.REQ)];
  assert.match(one.identity, /^[0-9a-f]{32}$/);
  assert.notEqual(one.identity, other.identity);
  one.identity = 'mine';
  one.connect('echo');
  assert.equal((await page.accept()).identity, 'mine');
  assert.throws(() => (one.identity = 'late'), { code: 'in_use' });
  for (const bad of ['', 'i'.repeat(256)]) {
    other.identity = bad;
    await assert.rejects(other.connect('echo'), { code: 'malformed' });
  }
});

test('connectSendsTheCredentialsAndLeavesThemAlone', async (t) => {
  const { ctx, page } = await connected(t);
  const auth = Object.freeze({ username: 'hugo', msgfilter: 'A', zmq_conn_string: 'elsewhere', socket_type: 9 });
  ctx.Socket(zmq.SUB).connect('members', auth);
  const { identity, ...content } = await page.accept();
  assert.deepEqual(content, { username: 'hugo', msgfilter: 'A', zmq_conn_string: 'members', socket_type: 2 });
});

test('credentialsThatAreNoJsonRejectTheConnect', async (t) => {
  const { ctx } = await connected(t);
  const auth = {};
  auth.self = auth;
  await assert.rejects(ctx.Socket(zmq.SUB).connect('members', auth), { code: 'malformed' });
});

test('twoSocketsOfOneContextCannotShareAnIdentity', async (t) => {
  const { ctx, page } = await connected(t);
  await open(ctx, page, zmq.REQ, 'a');
  const other = ctx.Socket(zmq.REQ);
  other.identity = 'a';
  await assert.rejects(other.connect('echo'), { code: 'in_use' });
  assert.deepEqual(page.unread, []);
});

test('aSecondConnectOfAnOpenSocketIsRejectedAndTheSocketGoesOn', async (t) => {
  const { ctx, page } = await connected(t);
  const req = await open(ctx, page, zmq.REQ, 'a');
  await assert.rejects(req.connect('echo'), { code: 'in_use' });
  const reply = req.send('hello');
  await page.frame();
  page.send({ identity: 'a', content: 'HELLO' });
  assert.equal(await reply, 'HELLO');
});

test('aDenialReachesTheSocketOrElseTheContextOrElseThePromise', async (t) => {
  const { ctx, page } = await connected(t);
  const denial = { status: 'error', error_msg: 'not for you', code: 'not_allowed' };
  const heard = [];
  const sub = ctx.Socket(zmq.SUB);
  sub.onerror = (error) => heard.push(`socket ${error.code}`);
  sub.connect('members');
  await page.accept(denial);
  await until(() => heard.length === 1);
  ctx.onerror = (error) => heard.push(`context ${error.code}`);
  ctx.Socket(zmq.SUB).connect('members');
  await page.accept(denial);
  await until(() => heard.length === 2);
  ctx.onerror = null;
  const warned = t.mock.method(console, 'warn', () => undefined);
  const denied = assert.rejects(ctx.Socket(zmq.SUB).connect('members'), { code: 'not_allowed', message: 'not for you' });
  await page.accept(denial);
  await denied;
  assert.equal(warned.mock.callCount(), 0);
  assert.deepEqual(heard, ['socket not_allowed', 'context not_allowed']);
});

test('aLaterDenialThatNoHandlerTakesIsInTheConsole', async (t) => {
  const { bridge, clock, ctx, page } = await connected(t);
  const warned = t.mock.method(console, 'warn', () => undefined);
  const sub = await open(ctx, page, zmq.SUB, 's');
  await page.cut();
  await until(() => ctx.state.name === 'reconnecting');
  clock.advance(ctx.state.in);
  await (await bridge.page()).accept({ status: 'error', error_msg: 'not any more', code: 'not_allowed' });
  await until(() => sub.state === 'refused');
  assert.match(warned.mock.calls[0].arguments[0], /not any more/);
});

test('aDenialWithoutReasonsIsADenial', async (t) => {
  const { ctx, page } = await connected(t);
  for (const reply of [{ status: 'error' }, {}, [], 'no', { status: 'error', code: 7, error_msg: {} }]) {
    const sub = ctx.Socket(zmq.SUB);
    sub.onerror = () => undefined;
    const connecting = sub.connect('members');
    await page.accept(reply);
    await assert.rejects(connecting, { code: 'not_allowed' });
  }
});

test('handlersOfSocketAndContextAreCalledInOrder', async (t) => {
  const { ctx, page } = await connected(t);
  const heard = [];
  ctx.onclose = ({ code }) => heard.push(`context closed ${code}`);
  const sub = ctx.Socket(zmq.SUB);
  sub.onopen = () => heard.push('open');
  sub.onmessage = (content) => heard.push(content);
  sub.onclose = ({ code }) => heard.push(`closed ${code}`);
  const { identity } = sub;
  const connecting = sub.connect('quotes');
  page.send({ identity, content: 'before the reply' });
  await page.accept();
  await connecting;
  page.send({ identity, content: 'one' });
  page.send({ identity, content: 'two', msg_type: 'userlevel' });
  await until(() => heard.length === 3);
  ctx.close();
  assert.deepEqual(heard, ['open', 'one', 'two', 'closed 1000', 'context closed 1000']);
  assert.equal(sub.state, 'closed');
  await assert.rejects(ctx.Socket(zmq.SUB).connect('quotes'), { code: 'closed' });
});

test('traceShowsEveryFrameBothWays', async (t) => {
  const { clock, ctx, page } = await connected(t);
  const traced = [];
  const stop = ctx.on('trace', (trace) => traced.push(trace));
  const req = await open(ctx, page, zmq.REQ, 'a');
  const reply = req.send('hello');
  await page.frame();
  page.send('nonsense');
  page.send('{"identity":"a","content":"HELLO"}');
  await reply;
  assert.deepEqual(traced.map(({ direction }) => direction), ['out', 'in', 'out', 'in', 'in']);
  assert.deepEqual(traced[2], {
    direction: 'out',
    text: '{"identity":"a","content":"hello","msg_type":"userlevel"}',
    frame: { identity: 'a', content: 'hello', msg_type: 'userlevel' },
    at: clock.now(),
  });
  assert.deepEqual(traced[3], { direction: 'in', text: 'nonsense', at: clock.now() });
  assert.deepEqual(traced[4].frame, { identity: 'a', content: 'HELLO' });
  stop();
  const again = req.send('more');
  await page.frame();
  page.send({ identity: 'a', content: 'MORE' });
  await again;
  assert.equal(traced.length, 5);
});

test('nonsenseFromTheBridgeIsReportedAndHarmsNobody', async (t) => {
  const { ctx, page } = await connected(t);
  const errors = [];
  ctx.onerror = ({ code }) => errors.push(code);
  const sub = await open(ctx, page, zmq.SUB, 's');
  const rep = await open(ctx, page, zmq.REP, 'r');
  const req = await open(ctx, page, zmq.REQ, 'q');
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const frames = ['', 'x', '[]', '7', 'null', '"a"', '{}', '{"identity":"s"}', '{"identity":7,"content":"x"}', '{"identity":"s","content":{}}', deep];
  for (const frame of frames) page.send(frame);
  page.socket.send(Buffer.from([1, 2, 3]));
  const harmless = [
    { identity: 'nobody', content: 'x' },
    { identity: '__proto__', content: 'x' },
    { identity: 'q', content: 'a reply to nothing' },
    { identity: 'q', content: 'no error', msg_type: 'error' },
    { identity: 's', content: '{"status":"error"}', msg_type: 'connection_reply' },
    ...['x', '{}', '[]', '["address"]', '[1,2,3]', deep].map((content) => ({ identity: 'r', content })),
  ];
  rep.onmessage = () => errors.push('never asked');
  for (const frame of harmless) page.send(frame);
  const delivered = new Promise((resolve) => (sub.onmessage = resolve));
  page.send({ identity: 's', content: 'still here' });
  assert.equal(await delivered, 'still here');
  assert.deepEqual(errors, Array(frames.length + 1).fill('malformed'));
  const reply = req.send('hello');
  assert.equal((await page.frame()).content, 'hello');
  page.send({ identity: 'q', content: '{"status": nonsense', msg_type: 'error' });
  await assert.rejects(reply, { code: 'error' });
});

test('handlersThatThrowAreReportedAndTheNextFrameIsDelivered', async (t) => {
  const reported = t.mock.method(console, 'error', () => undefined);
  const { ctx, page } = await connected(t);
  const sub = await open(ctx, page, zmq.SUB, 's');
  const got = [];
  sub.onmessage = (content) => {
    got.push(content);
    throw new Error(`no ${content}`);
  };
  page.send({ identity: 's', content: '1' });
  page.send({ identity: 's', content: '2' });
  await until(() => got.length === 2);
  assert.deepEqual(reported.mock.calls.map(({ arguments: [error] }) => error.message), ['no 1', 'no 2']);
});
