// A page that answers calls: what can be called, and that every request is answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zmq } from './support/context.mjs';
import { serving } from './support/rpc.mjs';

class Calculator extends zmq.RPCServer {
  add(first, second) {
    return first + second;
  }
  async slow(value) {
    await null;
    return value;
  }
  nothing() {}
  fails() {
    throw new Error('it broke');
  }
  async failsLater() {
    throw new zmq.RpcError('no_funds', 'the account is empty');
  }
  hangs() {
    return new Promise(() => undefined);
  }
  cyclic() {
    const value = {};
    value.self = value;
    return value;
  }
  greet(name, options = {}) {
    return `${options.greeting ?? 'hello'} ${name}`;
  }
  _private() {
    return 'never';
  }
}

test('methodsAreCalledAndAsyncOnesAwaited', async (t) => {
  const { call } = await serving(t, Calculator);
  assert.deepEqual(await call('add', [1, 2]), { returnval: 3 });
  assert.deepEqual(await call('slow', ['later']), { returnval: 'later' });
  assert.deepEqual(await call('nothing', []), { returnval: null });
});

test('bareArgsAreOneArgumentAndKwargsComeLastAsAnObject', async (t) => {
  const { ask, call } = await serving(t, Calculator);
  assert.deepEqual(await call('greet', 'hugo'), { returnval: 'hello hugo' });
  assert.deepEqual(await call('greet', 'hugo', {}), { returnval: 'hello hugo' });
  assert.deepEqual(await call('greet', ['hugo'], { greeting: 'good day' }), { returnval: 'good day hugo' });
  assert.deepEqual(await ask('{"funcname":"nothing"}'), { returnval: null });
  assert.deepEqual(await ask('{"funcname":"nothing","args":null,"kwargs":null}'), { returnval: null });
});

test('whatAHandlerThrowsReachesTheCaller', async (t) => {
  const { call, server } = await serving(t, Calculator);
  const noted = [];
  server.onerror = ({ code, method }) => noted.push([code, method]);
  assert.deepEqual(await call('fails', []), { status: 'error', error_msg: 'it broke', code: 'internal', returnval: null });
  assert.deepEqual(await call('failsLater', []), { status: 'error', error_msg: 'the account is empty', code: 'no_funds', returnval: null });
  assert.equal((await call('cyclic', [])).code, 'internal');
  assert.deepEqual(noted.slice(0, 2), [['internal', 'fails'], ['no_funds', 'failsLater']]);
});

test('aHandlerThatNeverReturnsTimesOutAndHoldsNobodyUp', async (t) => {
  const { call, clock, put, read } = await serving(t, Calculator, { timeout: 1_000 });
  put('{"funcname":"hangs"}');
  assert.deepEqual(await call('add', [1, 2]), { returnval: 3 });
  clock.advance(1_000);
  assert.equal((await read()).code, 'timeout');
  assert.equal(clock.pending, 0);
});

test('onlyWhatTheSubclassDefinesCanBeCalled', async (t) => {
  const { call, server } = await serving(t, Calculator);
  server.data = { secret: 1 };
  server.own = () => 'an own function';
  Object.defineProperty(server, 'computed', {
    get() {
      throw new Error('an accessor was run');
    },
  });
  const names = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'socket', 'onerror', 'authorized_functions'];
  for (const name of [...names, '_private', 'data', 'computed', 'missing', '', 'prototype', 'add.call', 'can_add']) {
    assert.equal((await call(name, [])).code, 'unknown_function', name);
  }
  assert.deepEqual(await call('own', []), { returnval: 'an own function' });
});

test('anOverriddenObjectMethodIsStillOutOfReach', async (t) => {
  class Odd extends zmq.RPCServer {
    toString() {
      return 'never';
    }
  }
  const { call } = await serving(t, Odd);
  assert.equal((await call('toString', [])).code, 'unknown_function');
});

test('authorizedFunctionsNarrow', async (t) => {
  const { call, server } = await serving(t, Calculator);
  server.authorized_functions = ['add', 'toString', '_private'];
  assert.deepEqual(await call('add', [1, 2]), { returnval: 3 });
  assert.equal((await call('slow', [1])).code, 'not_allowed');
  assert.equal((await call('toString', [])).code, 'unknown_function');
  assert.equal((await call('_private', [])).code, 'unknown_function');
  server.authorized_functions = 'add, slow';
  assert.equal((await call('add', [1, 2])).code, 'not_allowed');
});

test('aGuardDecidesPerCallWithTheSameArguments', async (t) => {
  const asked = [];
  class Guarded extends zmq.RPCServer {
    add_user(username) {
      return username;
    }
    async can_add_user(...args) {
      asked.push(args);
      if (args[0] === 'throws') throw new Error('the guard broke');
      return args[0] === 'hugo' ? 1 : '';
    }
  }
  const { call } = await serving(t, Guarded);
  assert.deepEqual(await call('add_user', ['hugo', 'secret'], { type: 'girl' }), { returnval: 'hugo' });
  assert.equal((await call('add_user', ['anna'])).code, 'not_allowed');
  assert.equal((await call('add_user', ['throws'])).code, 'not_allowed');
  assert.equal((await call('can_add_user', ['hugo'])).code, 'unknown_function');
  assert.deepEqual(asked[0], ['hugo', 'secret', { type: 'girl' }]);
});

test('aGuardThatNamesNoFunctionStopsEverything', async (t) => {
  for (const guard of [{ can_ad: () => true }, { can_add: true }]) {
    const { call, server } = await serving(t, Calculator);
    Object.assign(server, guard);
    const { code, error_msg } = await call('add', [1, 2]);
    assert.equal(code, 'internal');
    assert.match(error_msg, new RegExp(Object.keys(guard)[0]));
  }
});

test('aRequestThatIsNoCallIsAnsweredToo', async (t) => {
  const { ask, call } = await serving(t, Calculator);
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  const requests = ['', 'hello', '7', '[]', 'null', '{}', '{"funcname":7}', '{"funcname":"add","kwargs":7}', '{"funcname":"add","kwargs":[1]}', deep];
  for (const body of requests) assert.equal((await ask(body)).code, 'bad_request', body.slice(0, 40));
  assert.deepEqual(await call('add', [1, 2]), { returnval: 3 });
});

test('membersNamedProtoNeverReachAHandler', async (t) => {
  class Merging extends zmq.RPCServer {
    merge(value, kwargs) {
      const merged = Object.assign({}, value, kwargs);
      return [Object.keys(merged), Object.getPrototypeOf(merged) === Object.prototype];
    }
  }
  const { ask } = await serving(t, Merging);
  const body = '{"funcname":"merge","args":[{"__proto__":{"admin":true},"a":1}],"kwargs":{"__proto__":{"admin":true},"b":2}}';
  assert.deepEqual(await ask(body), { returnval: [['a', 'b'], true] });
});
