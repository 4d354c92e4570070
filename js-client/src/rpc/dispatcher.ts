import type { Clock } from '../api/clock';
import type { RPCServerOptions } from '../api/rpc';
import { systemClock } from '../clock';
import { RpcError } from '../errors';
import { decodeCall } from './call';
import { Methods, type Exposing } from './methods';

/** Runs each call against a server's methods, within a deadline. */
export class Dispatcher {
  readonly #methods: Methods;
  readonly #timeout: number;
  readonly #clock: Clock;

  constructor(server: Exposing, base: object, { timeout = 25_000, clock = systemClock }: RPCServerOptions) {
    this.#methods = new Methods(server, base);
    this.#timeout = timeout;
    this.#clock = clock;
  }

  /** Resolves with what the method returned, encoded; rejects with an `RpcError`, whatever went wrong. */
  async dispatch(text: string, encode: (value: unknown) => string = () => ''): Promise<string> {
    const call = decodeCall(text);
    const strays = this.#methods.strayGuards();
    if (strays.length > 0) {
      throw new RpcError('internal', `${strays.join(', ')} guards no function; nothing is served until that is mended.`, call.funcname);
    }
    try {
      return encode(await this.#withinDeadline(this.#methods.run(call), call.funcname));
    } catch (error) {
      throw asRpcError(error, call.funcname);
    }
  }

  #withinDeadline(result: Promise<unknown>, name: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(
        () => reject(new RpcError('timeout', `${name} took longer than ${this.#timeout} ms.`, name)),
        this.#timeout,
      );
      result.then(resolve, reject).finally(() => this.#clock.clearTimeout(timer));
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
