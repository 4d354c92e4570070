import type { RpcProxy } from '../api/rpc';
import type { ReqSocket, RequestOptions } from '../api/socket';
import { RPCClient } from './client';

/** The functions of a service, as `Api` declares them: `await rpc<Calculator>(socket).add(1, 2)`. `options` hold for each call. */
export function rpc<Api extends object>(socket: ReqSocket, options: RequestOptions = {}): RpcProxy<Api> {
  const client = new RPCClient(socket);
  return new Proxy({} as RpcProxy<Api>, {
    // No `then`: a proxy is no promise.
    get: (_, name) => (typeof name === 'string' && name !== 'then' ? (...args: unknown[]) => client.rpc(name, args, null, null, options) : undefined),
  });
}
