// Calls as services make them, answers as services read them.
import { connected, open, zmq } from './context.mjs';

/** A page that serves with `Server` on a REP socket; `ask` calls it as a ZeroMQ program would. */
export async function serving(t, Server, options) {
  const { clock, ctx, page } = await connected(t);
  const socket = await open(ctx, page, zmq.REP, 'r');
  const server = new Server(socket, { clock, ...options });
  let serial = 0;
  const put = (body) => page.send({ identity: 'r', content: JSON.stringify([`x${(serial += 1)}`, '', body]) });
  const read = async () => {
    const [, , body] = JSON.parse((await page.frame()).content);
    return JSON.parse(body);
  };
  const ask = (body) => {
    put(typeof body === 'string' ? body : JSON.stringify(body));
    return read();
  };
  const call = (funcname, args, kwargs) => ask({ funcname, args, kwargs });
  return { ask, call, clock, ctx, page, put, read, server, socket };
}

/** A page that listens with `Server` on a SUB socket; `publish` sends one call to it. */
export async function listening(t, Server) {
  const { ctx, page } = await connected(t);
  const socket = await open(ctx, page, zmq.SUB, 's');
  const server = new Server(socket);
  const publish = (body) => page.send({ identity: 's', content: typeof body === 'string' ? body : JSON.stringify(body) });
  return { page, publish, server, socket };
}
