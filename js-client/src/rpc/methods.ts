import type { Call } from './call';
import { RpcError } from '../errors';

const GUARD = 'can_';

type Method = (this: object, ...args: unknown[]) => unknown;
/** What a page subclasses: the methods live on it, below `base`. */
export interface Exposing {
  authorized_functions?: unknown;
}

/**
 * Runs a call on a server. It exposes functions that it, or a prototype between it and `base`, owns. Never what `base` and
 * Object bring, never accessors, never names that start with `_` or `can_`. Rejects with an `RpcError`: `internal`, `unknown_function`
 * or `not_allowed`; or with what the method throws.
 */
export async function run(server: Exposing, base: object, { funcname, args, kwargs }: Call): Promise<unknown> {
  const strays = strayGuards(server, base);
  if (strays.length > 0) {
    throw new RpcError('internal', `${strays} guards no function.`, funcname);
  }
  const method = isExposed(funcname, base) && own(server, base, funcname);
  if (!method) {
    throw new RpcError('unknown_function', `No function "${funcname.slice(0, 100)}".`, funcname);
  }
  const given = Object.keys(kwargs).length > 0 ? [...args, kwargs] : args;
  if (!isAuthorized(server, funcname) || !(await isAllowed(server, own(server, base, GUARD + funcname), given))) {
    throw new RpcError('not_allowed', `"${funcname}" is not allowed.`, funcname);
  }
  return method.apply(server, [...given]);
}

/** Guards that name no function: each is a mistake that would leave a function unguarded. */
function strayGuards(server: object, base: object): string[] {
  const names = ([] as string[]).concat(...levels(server, base).map(Object.getOwnPropertyNames)).filter((name) => name.startsWith(GUARD));
  return names.filter((guard) => !own(server, base, guard) || !own(server, base, guard.slice(GUARD.length)));
}

function isExposed(name: string, base: object): boolean {
  return !/^(_|can_)/.test(name) && !(name in base);
}

function isAuthorized({ authorized_functions: only = null }: Exposing, name: string): boolean {
  return only === null || (Array.isArray(only) && only.includes(name));
}

/** A guard that throws denies. */
async function isAllowed(server: object, guard: Method | undefined, args: readonly unknown[]): Promise<boolean> {
  try {
    return !guard || Boolean(await guard.apply(server, [...args]));
  } catch {
    return false;
  }
}

function own(server: object, base: object, name: string): Method | undefined {
  const level = levels(server, base).find((one) => Object.prototype.hasOwnProperty.call(one, name));
  const { value } = (level && Object.getOwnPropertyDescriptor(level, name)) || {};
  return typeof value === 'function' ? (value as Method) : undefined;
}

function levels(server: object | null, base: object): object[] {
  return server && server !== base ? [server, ...levels(Object.getPrototypeOf(server) as object | null, base)] : [];
}
