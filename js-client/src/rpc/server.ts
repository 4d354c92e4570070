import type { Ask, RepSocket } from '../api/socket';
import type { RPCServer as RPCServerApi, RPCServerConstructor, RPCServerOptions } from '../api/rpc';
import type { RpcError } from '../errors';
import { notify } from '../report';
import { encodeError, encodeValue } from './call';
import { Dispatcher } from './dispatcher';
import { fresh } from './fresh';

/**
 * Answers every request on a REP socket. A function and not a class, so that `zmq.RPCServer.call(this, socket)` works;
 * without a socket it serves as a prototype.
 */
function RPCServerFunction(this: unknown, socket?: RepSocket, options: RPCServerOptions = {}): unknown {
  if (!(this instanceof RPCServerFunction)) {
    return fresh(RPCServerFunction, socket, options);
  }
  if (socket) {
    serve(this as RPCServerApi, socket, new Dispatcher(this as RPCServerApi, RPCServerFunction.prototype, options));
  }
  return undefined;
}
/** Every name here is out of reach of callers. */
Object.assign(RPCServerFunction.prototype, { socket: undefined, onerror: null, authorized_functions: null });

function serve(server: RPCServerApi, socket: RepSocket, dispatcher: Dispatcher): void {
  (server as { socket: RepSocket }).socket = socket;
  socket.onrequest = (ask) => void answer(server, dispatcher, ask);
}

async function answer(server: RPCServerApi, dispatcher: Dispatcher, ask: Ask): Promise<void> {
  try {
    ask.send(await dispatcher.dispatch(ask.body, encodeValue));
  } catch (error) {
    ask.send(encodeError(error as RpcError));
    notify(server, server.onerror, error);
  }
}

export const RPCServer = RPCServerFunction as unknown as RPCServerConstructor;
