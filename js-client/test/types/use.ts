// Compiles, or the public types are wrong. Never run.
import * as zmq from 'zmq';

const ctx = new zmq.Context('/data', { requestTimeout: 1_000, retry: (attempt) => (attempt < 5 ? 100 : false) });
ctx.onopen = () => undefined;
const stop: () => void = ctx.on('state', (state) => {
  if (state.name === 'reconnecting') {
    console.log(state.in + state.attempt, state.close.code);
  }
});
stop();
ctx.on('trace', ({ direction, text, frame }) => console.log(direction, text, frame?.identity));
ctx.reconnectNow();

new zmq.Context('/data', { credential: async ({ attempt }) => `token ${attempt}` });
void ctx.Socket(zmq.SUB).connect('news', async () => ({ token: 'of the day' }));

const req: zmq.ReqSocket = ctx.Socket(zmq.REQ);
const old: zmq.SubSocket = new ctx.Socket(zmq.SUB);
old.onmessage = (content) => console.log(content.length);
const rep = ctx.Socket(zmq.REP);
rep.onmessage = (body) => rep.send(body.toUpperCase());

export async function requests(): Promise<string> {
  await req.connect('echo', { username: 'hugo' });
  void req.send('hello', (reply, error) => console.log(reply?.length, error?.code));
  return req.send('hello', { timeout: 500, signal: AbortSignal.timeout(500) });
}

class Adder extends zmq.RPCServer {
  override authorized_functions = ['add'];
  add(first: number, second: number): number {
    return first + second;
  }
}
new Adder(rep, { timeout: 1_000 });
void new zmq.RPCClient(req).rpc('add', [1, 2], {}, (sum) => console.log(sum));
void zmq.RPCClient(req).rpc('echo', 'hello!').catch((error: zmq.RpcError) => console.log(error.method));

const listener = zmq.PubRPCServer();
listener.prototype['add'] = (first: number, second: number) => first + second;
new listener(old);

// @ts-expect-error a REQ socket has no onmessage
req.onmessage = null;
// @ts-expect-error requests are text
void req.send(5);
