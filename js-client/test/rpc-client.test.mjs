// Calling a service's functions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected, open, zmq } from './support/context.mjs';

async function client(t) {
  const { clock, ctx, page } = await connected(t);
  const socket = await open(ctx, page, zmq.REQ, 'q');
  const answer = async (body) => {
    const call = JSON.parse((await page.frame()).content);
    page.send({ identity: 'q', content: typeof body === 'string' ? body : JSON.stringify(body) });
    return call;
  };
  return { answer, clock, page, service: new zmq.RPCClient(socket), socket };
}

test('aCallHasTheOriginalsShapeAndItsAnswerResolvesAndCallsBack', async (t) => {
  const { answer, service } = await client(t);
  const called = [];
  const result = service.rpc('add_user', ['hugo', 'secret'], { type: 'girl' }, (...values) => called.push(values));
  assert.deepEqual(await answer({ returnval: { id: 7 } }), { funcname: 'add_user', args: ['hugo', 'secret'], kwargs: { type: 'girl' } });
  assert.deepEqual(await result, { id: 7 });
  assert.deepEqual(called, [[{ id: 7 }]]);
});

test('argsThatAreNoListAreOneArgumentAndAbsentOnesAreNone', async (t) => {
  const { answer, service } = await client(t);
  const sent = [];
  for (const args of ['hello!', 0, { a: 1 }, undefined, null, [], [['nested']]]) {
    const result = service.rpc('echo', args);
    sent.push((await answer({ returnval: null })).args);
    assert.equal(await result, null);
  }
  assert.deepEqual(sent, [['hello!'], [0], [{ a: 1 }], [], [], [], [['nested']]]);
});

test('theCallbackMayStandInThePlaceOfTheKwargs', async (t) => {
  const { answer, service } = await client(t);
  const value = new Promise((resolve) => service.rpc('echo', 'hello!', resolve));
  assert.deepEqual(await answer({ returnval: 'hello!' }), { funcname: 'echo', args: ['hello!'], kwargs: {} });
  assert.equal(await value, 'hello!');
});

test('itWorksWithoutNewAndBySubclass', async (t) => {
  const { answer, socket } = await client(t);
  class Service extends zmq.RPCClient {
    add(first, second) {
      return this.rpc('add', [first, second]);
    }
  }
  const Old = function (given) {
    zmq.RPCClient.call(this, given);
  };
  Old.prototype = new zmq.RPCClient();
  for (const service of [zmq.RPCClient(socket), new Service(socket), new Old(socket)]) {
    assert.ok(service instanceof zmq.RPCClient);
    const sum = service.rpc('add', [1, 2]);
    await answer({ returnval: 3 });
    assert.equal(await sum, 3);
  }
  const sum = new Service(socket).add(1, 2);
  assert.deepEqual((await answer({ returnval: 3 })).args, [1, 2]);
  assert.equal(await sum, 3);
});

test('anErrorAnswerRejectsWithItsCodeItsTextAndTheMethod', async (t) => {
  const { answer, service } = await client(t);
  const called = [];
  const result = service.rpc('add', [1], {}, (...values) => called.push(values));
  await answer({ status: 'error', error_msg: 'second is missing', code: 'bad_arguments', returnval: 'an error wins' });
  await assert.rejects(result, { name: 'RpcError', code: 'bad_arguments', message: 'second is missing', method: 'add' });
  assert.equal(called[0][0], undefined);
  assert.equal(called[0][1].method, 'add');
});

test('anErrorWithoutACodeIsInternalAsTheOriginalsWere', async (t) => {
  const { answer, service } = await client(t);
  const result = service.rpc('add', [1]);
  await answer({ status: 'error', error_msg: 'no' });
  await assert.rejects(result, { code: 'internal', message: 'no' });
});

test('anAnswerThatIsNoneIsSaid', async (t) => {
  const { answer, service } = await client(t);
  for (const body of ['', 'garbage', '7', '[]', '{}', '{"status":"success"}', 'null']) {
    const result = service.rpc('add', [1]);
    await answer(body);
    await assert.rejects(result, { code: 'bad_answer', method: 'add' });
  }
});

test('whatFailsOnTheWayKeepsItsCode', async (t) => {
  const { clock, page, service, socket } = await client(t);
  const late = service.rpc('add', [1], null, null, { timeout: 100 });
  await page.frame();
  clock.advance(100);
  await assert.rejects(late, { name: 'RpcError', code: 'timeout', method: 'add' });
  socket.close();
  await assert.rejects(service.rpc('add', [1]), { name: 'RpcError', code: 'closed' });
});

test('argumentsThatAreNoJsonAreRefusedHere', async (t) => {
  const { page, service } = await client(t);
  await assert.rejects(service.rpc('add', [1n]), { code: 'bad_arguments', method: 'add' });
  assert.deepEqual(page.unread, []);
});
