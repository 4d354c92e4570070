import type { PubRPCServer as PubRPCServerApi, PubRPCServerConstructor, RPCServerOptions } from '../api/rpc';
import type { SubSocket } from '../api/socket';
import { notify, report } from '../report';
import { Dispatcher } from './dispatcher';
import { fresh } from './fresh';

/** Runs the calls that a SUB socket brings; nobody is answered. */
function PubRPCServerFunction(this: unknown, socket?: SubSocket, options: RPCServerOptions = {}): unknown {
  if (!(this instanceof PubRPCServerFunction)) {
    return fresh(PubRPCServerFunction, socket, options);
  }
  if (socket) {
    serve(this as PubRPCServerApi, socket, new Dispatcher(this as PubRPCServerApi, PubRPCServerFunction.prototype, options));
  }
  return undefined;
}
/** Every name here is out of reach of callers. */
Object.assign(PubRPCServerFunction.prototype, { socket: undefined, onerror: null, authorized_functions: null });

function serve(server: PubRPCServerApi, socket: SubSocket, dispatcher: Dispatcher): void {
  (server as { socket: SubSocket }).socket = socket;
  socket.onmessage = (content) => {
    dispatcher.dispatch(content).catch((error: unknown) => {
      if (!notify(server, server.onerror, error)) {
        report(error);
      }
    });
  };
}

export const PubRPCServer = PubRPCServerFunction as unknown as PubRPCServerConstructor;
