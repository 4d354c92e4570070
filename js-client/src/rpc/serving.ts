import type { RPCServerOptions } from '../api/rpc';
import { dispatcher, type Dispatch } from './dispatcher';
import { fresh } from './fresh';
import type { Exposing } from './methods';

/** What a server that serves has. */
export interface Serving<Socket> extends Exposing {
  socket?: Socket;
  onerror?: unknown;
}

/**
 * A class whose subclasses serve on a socket. A function and not a class, so that `zmq.RPCServer.call(this, socket)` works;
 * without a socket it serves as a prototype.
 */
export function serving<Socket>(serve: (server: Serving<Socket>, socket: Socket, dispatch: Dispatch) => void): unknown {
  function Server(this: unknown, socket?: Socket, options: RPCServerOptions = {}): unknown {
    if (!(this instanceof Server)) {
      return fresh(Server, socket, options);
    }
    if (socket) {
      const server = Object.assign(this as Serving<Socket>, { socket });
      serve(server, socket, dispatcher(server, Server.prototype as object, options));
    }
    return undefined;
  }
  /** Every name here is out of reach of callers. */
  Object.assign(Server.prototype as object, { socket: undefined, onerror: null, authorized_functions: null });
  return Server;
}
