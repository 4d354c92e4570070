import type { RPCServerOptions } from '../api/rpc';
import { after } from '../after';
import { systemClock } from '../clock';
import { RpcError } from '../errors';
import { decodeCall } from './call';
import { run, type Exposing } from './methods';

/** Resolves with what the method that the text calls returned, encoded; rejects with an `RpcError`, whatever went wrong. */
export type Dispatch = (text: string, encode: (value: unknown) => string) => Promise<string>;

/** Runs each call against a server's methods, within a deadline. */
export function dispatcher(server: Exposing, base: object, { timeout = 25_000, clock = systemClock }: RPCServerOptions): Dispatch {
  return async (text, encode) => {
    const call = decodeCall(text);
    const name = call.funcname;
    try {
      const value = await new Promise((resolve, reject) => {
        const stop = after(clock, timeout, () => reject(new RpcError('timeout', `${name}: no result within ${timeout} ms.`, name)));
        run(server, base, call).then(resolve, reject).finally(stop);
      });
      return encode(value);
    } catch (error) {
      throw asRpcError(error, name);
    }
  };
}

/** An `RpcError` keeps its code: so a method gives its caller one of its own. */
function asRpcError(cause: unknown, method: string): RpcError {
  const { code, method: known } = cause instanceof RpcError ? cause : ({ code: 'internal' } as RpcError);
  return known ? (cause as RpcError) : new RpcError(code, cause instanceof Error ? cause.message : String(cause), method, { cause });
}
