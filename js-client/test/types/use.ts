// Compiles, or the public types are wrong. Never run.
import * as zmq from 'zmqwebbridge';
import { useRequest, useSubscription } from 'zmqwebbridge/react';
import { httpFallback } from 'zmqwebbridge/http';

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

export async function secondWire(): Promise<void> {
  const [topic, body] = await ctx.req('echo').request(['topic', new Uint8Array([1])]);
  console.log(topic?.length, body?.length);
  const bytes: Uint8Array = await ctx.req('echo', { binary: true, signal: AbortSignal.timeout(5) }).send('x');
  console.log(bytes.byteLength);
  for await (const [name, text] of ctx.sub('quotes', { topics: ['NOVA', new Uint8Array([255])], last: true, window: 10 })) console.log(name?.length, text?.length);
  for await (const message of ctx.pull('jobs', { binary: true })) console.log(message[0]?.byteLength, message.bytes.length, message.offset);
  await ctx.sub('quotes').subscribe(['NOVA'], { heard: true });
  ctx.sub('quotes').on('heard', ([topic]) => topic?.length);
  await ctx.push('jobs').send(['job', new Uint8Array(4)], { timeout: 5 });
  await using dealer = ctx.dealer('work');
  dealer.on('notice', ({ notice, count }) => console.log(notice, count));
  dealer.onmessage = (text, message) => console.log(text.length, message.bytes.length);
  const desk = ctx.rep('desk', { identity: 'desk 7' });
  desk.onrequest = (ask) => ask.fail(ask.body);
  // @ts-expect-error a PULL does not send
  void ctx.pull('jobs').send('x');
}

interface Calculator {
  add(first: number, second: number): number;
  later(text: string): Promise<string>;
  readonly constant: number;
}
export async function proxies(): Promise<number> {
  const calculator = zmq.rpc<Calculator>(req, { timeout: 500 });
  const text: string = await calculator.later('x');
  // @ts-expect-error no such function
  void calculator.subtract;
  // @ts-expect-error a number too few
  await calculator.add(text.length);
  return calculator.add(1, 2);
}

export function codes(error: zmq.ZmqError): boolean {
  // @ts-expect-error no such code
  const wrong = error.code === 'to_large';
  return wrong || error.code === 'too_large';
}

export function Quote(): string {
  const { message, state } = useSubscription(ctx, 'quotes', { topics: ['NOVA'] });
  const [ask, { data, pending }] = useRequest(ctx, 'echo');
  void ask('hello', { timeout: 5 });
  return `${message?.[1] ?? state} ${data?.length} ${pending}`;
}

ctx.reauth({ token: 'of the day' }).then((expires: number | undefined) => expires);
ctx.on('expiring', (expires: number) => expires);
ctx.on('authorized', (expires: number | undefined) => expires);
ctx.on('error', ({ code }) => code);
const waiting: number = ctx.bufferedAmount + ctx.push('jobs').bufferedAmount + ctx.req('echo').bufferedAmount;
void waiting;

export const blocked = new zmq.Context('/data', { WebSocket: httpFallback({ failures: 1, credentials: 'include' }) });
// @ts-expect-error no such option
httpFallback({ failure: 1 });
