import type { Clock } from './clock';
import type { ReplyCallback, RepSocket, ReqSocket, RequestOptions, SubSocket } from './socket';
import type { RpcError } from '../errors';

/** Calls functions of a service through a REQ socket. */
export interface RPCClient {
  readonly socket: ReqSocket;
  /**
   * Calls `name`. `args` that are not an array count as one argument. Rejects with an `RpcError`;
   * a callback receives `(value)` or `(undefined, error)`.
   */
  rpc<T = any>(
    name: string,
    args?: unknown,
    kwargs?: Record<string, unknown> | null,
    callback?: ReplyCallback<T, RpcError> | null,
    options?: RequestOptions,
  ): Promise<T>;
  rpc<T = any>(name: string, args: unknown, callback: ReplyCallback<T, RpcError>): Promise<T>;
}

/** The functions of a service as a page calls them: each returns a promise of what `Api` says it returns. */
export type RpcProxy<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer Args) => infer Result ? (...args: Args) => Promise<Awaited<Result>> : never;
};

export interface RPCClientConstructor {
  new (socket: ReqSocket): RPCClient;
  (socket: ReqSocket): RPCClient;
  readonly prototype: RPCClient;
}

export interface RPCServerOptions {
  /** How long a method may take before its caller gets the error `timeout`, in milliseconds. Default 25,000. */
  timeout?: number;
  clock?: Clock;
}

/**
 * A page that answers calls on a REP socket. Subclass it; the methods that the subclass defines are callable,
 * and nothing else. Names that start with `_` or `can_` are not.
 */
export interface RPCServer {
  readonly socket?: RepSocket;
  /** When set, only these names are callable. */
  authorized_functions?: readonly string[] | null;
  /** Called with each error that the server answered or swallowed. */
  onerror?: ((error: RpcError) => void) | null;
}

/** A constructor whose prototype takes any method. */
export type OwnServer<Constructor> = Constructor & { readonly prototype: Record<string, (...args: any[]) => unknown> };

export interface RPCServerConstructor {
  new (socket?: RepSocket, options?: RPCServerOptions): RPCServer;
  /** Without `new`: makes a class of its own, whose prototype takes the methods. */
  (socket?: RepSocket, options?: RPCServerOptions): OwnServer<RPCServerConstructor>;
  readonly prototype: RPCServer;
}

/** A page whose methods are called by publications on a SUB socket; no answer is sent. */
export interface PubRPCServer {
  readonly socket?: SubSocket;
  authorized_functions?: readonly string[] | null;
  onerror?: ((error: RpcError) => void) | null;
}

export interface PubRPCServerConstructor {
  new (socket?: SubSocket, options?: RPCServerOptions): PubRPCServer;
  /** Without `new`: makes a class of its own, whose prototype takes the methods. */
  (socket?: SubSocket, options?: RPCServerOptions): OwnServer<PubRPCServerConstructor>;
  readonly prototype: PubRPCServer;
}
