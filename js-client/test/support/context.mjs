// A context of the module under test against a scripted bridge.
import { WebSocket } from 'ws';
import * as zmq from '../../dist/zmq.mjs';
import { startBridge, until } from './bridge.mjs';
import { FakeClock } from './clock.mjs';
import { welcome } from './second.mjs';

export { zmq };

/** The module under test, unless another build of it is given. */
export async function connected(t, options = {}, wire, build = zmq) {
  const bridge = await startBridge(t, wire);
  const clock = new FakeClock();
  const ctx = new build.Context(bridge.url, { WebSocket, clock, ...options });
  t.after(() => ctx.close());
  const page = await bridge.page();
  return { bridge, clock, ctx, page };
}

/** The same on the second wire, welcomed. */
export async function welcomed(t, options, over) {
  const all = await connected(t, options, 'zwb.2');
  all.page.send(welcome(over));
  await until(() => all.ctx.state.name === 'live');
  return all;
}

/** A socket that the bridge has accepted. */
export async function open(ctx, page, type, identity, reply) {
  const socket = ctx.Socket(type);
  socket.identity = identity;
  const connecting = socket.connect('endpoint');
  await page.accept(reply);
  await connecting;
  return socket;
}

/** Answers the next frame, an `open` on the second wire, and returns it. */
export async function accept(page, answer) {
  const frame = await page.frame();
  if (frame.op !== 'open') throw new Error(`expected an open, got ${JSON.stringify(frame)}`);
  page.send({ op: 'opened', channel: frame.channel, credit: 0, maxMessageBytes: 1048576, ...answer });
  return frame;
}
