import type { Clock } from '../api/clock';
import type { RPCServerOptions } from '../api/rpc';
import { systemClock } from '../clock';
import { RpcError } from '../errors';
import { decodeCall } from './call';
import { Methods, type Exposing } from './methods';

/** Runs each call against a server's methods, within a deadline. */
export class Dispatcher {
  private readonly _methods: Methods;
  private readonly _timeout: number;
  private readonly _clock: Clock;

  constructor(server: Exposing, base: object, { timeout = 25_000, clock = systemClock }: RPCServerOptions) {
    this._methods = new Methods(server, base);
    this._timeout = timeout;
    this._clock = clock;
  }

  /** Resolves with what the method returned, encoded; rejects with an `RpcError`, whatever went wrong. */
  async dispatch(text: string, encode: (value: unknown) => string = () => ''): Promise<string> {
    const call = decodeCall(text);
    const strays = this._methods.strayGuards();
    if (strays.length > 0) {
      throw new RpcError('internal', `${strays.join(', ')} guards no function; nothing is served until that is mended.`, call.funcname);
    }
    try {
      return encode(await this._withinDeadline(this._methods.run(call), call.funcname));
    } catch (error) {
      throw asRpcError(error, call.funcname);
    }
  }

  private _withinDeadline(result: Promise<unknown>, name: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = this._clock.setTimeout(
        () => reject(new RpcError('timeout', `${name} took longer than ${this._timeout} ms.`, name)),
        this._timeout,
      );
      result.then(resolve, reject).finally(() => this._clock.clearTimeout(timer));
    });
  }
}

/** An `RpcError` keeps its code: so a method gives its caller one of its own. */
function asRpcError(cause: unknown, method: string): RpcError {
  if (cause instanceof RpcError && cause.method) {
    return cause;
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return new RpcError(cause instanceof RpcError ? cause.code : 'internal', message, method, { cause });
}
