// Pages written for the original: function constructors, prototypes, calls without new.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { startBridge, until } from './support/bridge.mjs';
import { zmq } from './support/context.mjs';
import { listening, serving } from './support/rpc.mjs';

test('anRpcServerOfTheOldStyleServes', async (t) => {
  const RPC = function (socket) {
    zmq.RPCServer.call(this, socket);
  };
  RPC.prototype = new zmq.RPCServer();
  RPC.prototype.authorized_functions = ['echo', 'add_user'];
  RPC.prototype.echo = function (msg) {
    return msg;
  };
  RPC.prototype.add_user = function (username, password, kwargs) {
    return [username, (kwargs || {}).type || 'boy'];
  };
  RPC.prototype.can_add_user = function (username, password) {
    return password.length > 3;
  };
  RPC.prototype.hidden = function () {
    return 'never';
  };
  const { call, server } = await serving(t, RPC);
  assert.ok(server instanceof zmq.RPCServer);
  assert.deepEqual(await call('echo', 'hello!'), { returnval: 'hello!' });
  assert.deepEqual(await call('add_user', ['hugo', 'secret'], { type: 'girl' }), { returnval: ['hugo', 'girl'] });
  assert.equal((await call('add_user', ['hugo', 'x'])).code, 'not_allowed');
  assert.equal((await call('hidden', [])).code, 'not_allowed');
});

test('twoServersOfOneOldStyleClassAreApart', async (t) => {
  const RPC = function (socket) {
    zmq.RPCServer.call(this, socket);
  };
  RPC.prototype = new zmq.RPCServer();
  RPC.prototype.whoami = function () {
    return this.name;
  };
  const one = await serving(t, RPC);
  const other = await serving(t, RPC);
  one.server.name = 'one';
  other.server.name = 'other';
  assert.deepEqual(await one.call('whoami', []), { returnval: 'one' });
  assert.deepEqual(await other.call('whoami', []), { returnval: 'other' });
});

const forms = {
  'without new, then with a socket': () => zmq.PubRPCServer(),
  'by prototype': () => {
    const RPC = function (socket) {
      zmq.PubRPCServer.call(this, socket);
    };
    RPC.prototype = new zmq.PubRPCServer();
    return RPC;
  },
  'by class': () => class extends zmq.PubRPCServer {},
};
for (const [form, make] of Object.entries(forms)) {
  test(`aPubRpcServerIsMade: ${form}`, async (t) => {
    const rpc_server = make();
    const sums = [];
    rpc_server.prototype.add = function (first, second) {
      sums.push(first + second);
    };
    const { publish, server } = await listening(t, rpc_server);
    const errors = [];
    server.onerror = ({ code }) => errors.push(code);
    publish({ funcname: 'add', args: [1, 2], kwargs: {} });
    for (const bad of ['garbage', '{}', '{"funcname":"constructor"}', '{"funcname":"missing"}']) publish(bad);
    publish({ funcname: 'add', args: [3, 4] });
    await until(() => sums.length === 2 && errors.length === 4);
    assert.deepEqual(sums, [3, 7]);
    assert.deepEqual(errors, ['bad_request', 'bad_request', 'unknown_function', 'unknown_function']);
    assert.ok(server instanceof zmq.PubRPCServer);
  });
}

test('aPubRpcServerMadeWithoutNewOnASocketServesWhatItsPrototypeGetsLater', async (t) => {
  const sums = [];
  const Given = function (socket) {
    const rpc_server = zmq.PubRPCServer(socket);
    rpc_server.prototype.add = (first, second) => sums.push(first + second);
  };
  const { publish } = await listening(t, Given);
  publish({ funcname: 'add', args: [1, 2] });
  await until(() => sums.length === 1);
  assert.deepEqual(sums, [3]);
});

test('classesMadeWithoutNewAreApart', () => {
  const [one, other] = [zmq.PubRPCServer(), zmq.PubRPCServer()];
  one.prototype.add = () => 1;
  assert.equal('add' in other.prototype, false);
  assert.equal('add' in zmq.PubRPCServer.prototype, false);
});

test('aPubSubHandlerThatThrowsIsReported', async (t) => {
  const reported = t.mock.method(console, 'error', () => undefined);
  const rpc_server = zmq.PubRPCServer();
  rpc_server.prototype.fails = () => {
    throw new Error('it broke');
  };
  const { publish } = await listening(t, rpc_server);
  publish({ funcname: 'fails' });
  await until(() => reported.mock.callCount() === 1);
  assert.equal(reported.mock.calls[0].arguments[0].message, 'it broke');
});

test('aContextIsSubclassedEitherWayAndMadeWithoutNew', async (t) => {
  const bridge = await startBridge(t);
  const Old = function (url) {
    zmq.Context.call(this, url, { WebSocket });
  };
  Old.prototype = new zmq.Context();
  Old.prototype.onopen = function () {
    this.opened = true;
  };
  class Modern extends zmq.Context {
    constructor(url) {
      super(url, { WebSocket });
    }
  }
  const contexts = [new Old(bridge.url), new Old(bridge.url), new Modern(bridge.url), zmq.Context(bridge.url, { WebSocket })];
  t.after(() => contexts.forEach((ctx) => ctx.close()));
  for (const ctx of contexts) {
    await until(() => ctx.state.name === 'live');
    assert.ok(ctx instanceof zmq.Context);
    assert.equal(ctx.Socket(zmq.REQ).type, zmq.REQ);
  }
  assert.ok(contexts[0].opened && contexts[1].opened);
  contexts[0].close();
  assert.deepEqual(contexts.map(({ state }) => state.name), ['closed', 'live', 'live', 'live']);
});

test('aContextWithoutAUrlIsInert', () => {
  const ctx = new zmq.Context();
  assert.equal(ctx.state.name, 'closed');
  assert.throws(() => ctx.close(), { code: 'malformed' });
});
