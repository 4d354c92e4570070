// A context of the module under test against a scripted bridge.
import { WebSocket } from 'ws';
import * as zmq from '../../dist/zmq.mjs';
import { startBridge } from './bridge.mjs';
import { FakeClock } from './clock.mjs';

export { zmq };

export async function connected(t, options = {}) {
  const bridge = await startBridge(t);
  const clock = new FakeClock();
  const ctx = new zmq.Context(bridge.url, { WebSocket, clock, ...options });
  t.after(() => ctx.close());
  const page = await bridge.page();
  return { bridge, clock, ctx, page };
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
