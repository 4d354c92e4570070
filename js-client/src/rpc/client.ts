import type { ReplyCallback, ReqSocket, RequestOptions } from '../api/socket';
import type { RPCClient as RPCClientApi, RPCClientConstructor } from '../api/rpc';
import { RpcError, ZmqError } from '../errors';
import { callBack } from '../report';
import { decodeAnswer, encodeCall } from './call';

/** Calls the functions of a service, one at a time, through a REQ socket. Works with and without `new`. */
function RPCClientFunction(this: unknown, socket?: ReqSocket): RPCClientApi | void {
  if (!(this instanceof RPCClientFunction)) {
    return new RPCClient(socket!);
  }
  if (socket) {
    (this as { socket: ReqSocket }).socket = socket;
  }
}

RPCClientFunction.prototype.rpc = function (
  this: RPCClientApi,
  name: string,
  args?: unknown,
  kwargs?: unknown,
  callback?: ReplyCallback<unknown, RpcError> | null,
  options: RequestOptions = {},
): Promise<unknown> {
  if (typeof kwargs === 'function') {
    return this.rpc(name, args, null, kwargs as ReplyCallback<unknown, RpcError>, options);
  }
  return callBack(this, call(this.socket, String(name), args, kwargs, options), callback);
};

async function call(socket: ReqSocket, name: string, args: unknown, kwargs: unknown, options: RequestOptions): Promise<unknown> {
  let text: string;
  try {
    text = encodeCall(name, args, kwargs);
  } catch (cause) {
    throw new RpcError('bad_arguments', `${name}: no JSON: ${(cause as Error).message}`, name, { cause });
  }
  try {
    return decodeAnswer(await socket.send(text, options), name);
  } catch (error) {
    throw error instanceof ZmqError && !(error instanceof RpcError) ? new RpcError(error.code, error.message, name, { cause: error }) : error;
  }
}

export const RPCClient = RPCClientFunction as unknown as RPCClientConstructor;
