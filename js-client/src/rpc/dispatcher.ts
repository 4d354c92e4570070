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

  /** Resolves with what the method returned; rejects with an `RpcError`, whatever went wrong. */
  async dispatch(text: string): Promise<unknown> {
    const call = decodeCall(text);
    const strays = this.#methods.strayGuards();
    if (strays.length > 0) {
      throw new RpcError('misconfigured', `${strays.join(', ')} guards no function; nothing is served until that is mended.`, call.funcname);
    }
    try {
      return await this.#withinDeadline(this.#methods.run(call), call.funcname);
    } catch (error) {
      throw error instanceof RpcError ? error : new RpcError('failed', messageOf(error), call.funcname, { cause: error });
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
