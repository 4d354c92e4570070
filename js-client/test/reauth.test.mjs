// Credentials that end: told, renewed in place, or refused without harm; and what waits to leave.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/bridge.mjs';
import { accept, connected, welcomed } from './support/context.mjs';

const EXPIRES = 1767225600;

test('whatIsAboutToEndIsRenewedByAnotherCredentialOfThePages', async (t) => {
  const asked = [];
  const credential = async (occasion) => `token ${asked.push(occasion)}`;
  const { ctx, page } = await welcomed(t, { credential });
  const told = [];
  for (const event of ['expiring', 'authorized']) ctx.on(event, (expires) => told.push([event, expires]));
  page.send({ op: 'expiring', expires: EXPIRES });
  assert.deepEqual(await page.frame(), { op: 'auth', auth: { token: 'token 2' } });
  page.send({ op: 'authorized', expires: EXPIRES + 3600 });
  await until(() => told.length === 2);
  assert.deepEqual(asked, [{ attempt: 0, close: undefined }, { attempt: 0, close: undefined, expires: EXPIRES }]);
  assert.deepEqual(told, [['expiring', EXPIRES], ['authorized', EXPIRES + 3600]]);
  assert.equal(ctx.state.name, 'live');
});

test('aRefusedRenewalIsAnErrorAndTheConnectionGoesOn', async (t) => {
  const { ctx, page } = await welcomed(t, { credential: () => 'of somebody else' });
  const errors = [];
  ctx.onerror = ({ code }) => errors.push(code);
  page.send({ op: 'expiring', expires: EXPIRES });
  await page.frame();
  page.send({ op: 'error', code: 1301, text: 'not the same principal' });
  await until(() => errors.length === 1);
  page.send({ op: 'error', code: 2001, text: 'about something else' });
  await until(() => errors.length === 2);
  assert.deepEqual(errors, ['unauthorized', 'malformed_frame']);
  const req = ctx.req('echo');
  await accept(page);
  const reply = req.send('hello');
  const { id } = await page.frame();
  page.send({ kind: 'REPLY', channel: 1, id, parts: ['HELLO'] });
  assert.equal(await reply, 'HELLO');
});

test('aFunctionThatHasNoCredentialIsAnErrorAndSendsNothing', async (t) => {
  const warned = t.mock.method(console, 'warn', () => undefined);
  let isOut = false;
  const credential = () => {
    if (isOut) throw new Error('signed out');
    return 'token';
  };
  const { ctx, page } = await welcomed(t, { credential });
  isOut = true;
  page.send({ op: 'expiring', expires: EXPIRES });
  await until(() => warned.mock.callCount() === 1);
  assert.match(warned.mock.calls[0].arguments[0], /signed out/);
  assert.deepEqual(page.unread, []);
  assert.equal(ctx.state.name, 'live');
});

test('aTextIsNotSentTwiceAndThePageMayBringWhatItHas', async (t) => {
  const { ctx, page } = await welcomed(t, { credential: 'the only one' });
  let renewed;
  ctx.on('expiring', () => (renewed = ctx.reauth({ ticket: 'fresh' })));
  page.send({ op: 'expiring', expires: EXPIRES });
  assert.deepEqual(await page.frame(), { op: 'auth', auth: { ticket: 'fresh' } });
  page.send({ op: 'authorized' });
  assert.equal(await renewed, undefined);
  assert.deepEqual(page.unread, []);
});

test('onlyOneRenewalAtATimeAndALostConnectionDecidesNothing', async (t) => {
  const { ctx, page } = await welcomed(t);
  const lost = assert.rejects(ctx.reauth({ token: 'one' }), { code: 'connection_lost' });
  await page.frame();
  await assert.rejects(ctx.reauth({ token: 'two' }), { code: 'limit' });
  await page.cut();
  await lost;
  await assert.rejects(ctx.reauth({ token: 'three' }), { code: 'not_connected' });
});

test('theFirstWireRenewsNothing', async (t) => {
  const { ctx } = await connected(t);
  await until(() => ctx.state.name === 'live');
  await assert.rejects(ctx.reauth({ token: 'one' }), { code: 'unsupported' });
});

test('whatWaitsForCreditIsCountedInBytes', async (t) => {
  const { ctx, page } = await welcomed(t);
  const push = ctx.push('jobs');
  assert.equal(push.bufferedAmount, 0);
  const sent = ['é', ['parts', new Uint8Array(3)]].map((content) => push.send(content));
  assert.equal(push.bufferedAmount, 10);
  await accept(page, { credit: 1 });
  await sent[0];
  assert.equal(push.bufferedAmount, 8);
  page.send({ op: 'credit', channel: 1, messages: 1 });
  await sent[1];
  assert.equal(push.bufferedAmount, 0);
  assert.equal(ctx.bufferedAmount, 0);
});
