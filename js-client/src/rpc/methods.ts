import type { Call } from './call';
import { RpcError } from '../errors';

const GUARD = 'can_';

type Method = (this: object, ...args: unknown[]) => unknown;
/** What a page subclasses: the methods live on it, below `base`. */
export interface Exposing {
  authorized_functions?: unknown;
}

/**
 * What a server exposes: functions that it, or a prototype between it and `base`, owns. Never what `base` and
 * Object bring, never accessors, never names that start with `_` or `can_`.
 */
export class Methods {
  constructor(
    private readonly server: Exposing,
    private readonly base: object,
  ) {}

  /** Throws an `RpcError`: `unknown_function` or `not_allowed`. */
  async run(call: Call): Promise<unknown> {
    const { funcname } = call;
    const method = this.#exposed(funcname) ? this.#own(funcname) : undefined;
    if (!method) {
      throw new RpcError('unknown_function', `There is no function "${funcname.slice(0, 100)}".`, funcname);
    }
    const args = Object.keys(call.kwargs).length > 0 ? [...call.args, call.kwargs] : call.args;
    if (!this.#authorized(funcname) || !(await this.#allowed(funcname, args))) {
      throw new RpcError('not_allowed', `This call of "${funcname}" is not allowed.`, funcname);
    }
    return method.apply(this.server, [...args]);
  }

  /** Guards that name no function: each is a mistake that would leave a function unguarded. */
  strayGuards(): string[] {
    const guards = this.#levels().flatMap((level) => Object.getOwnPropertyNames(level)).filter((name) => name.startsWith(GUARD));
    return guards.filter((guard) => !this.#own(guard) || !this.#own(guard.slice(GUARD.length)));
  }

  #exposed(name: string): boolean {
    return !name.startsWith('_') && !name.startsWith(GUARD) && !(name in this.base);
  }

  #authorized(name: string): boolean {
    const only = this.server.authorized_functions ?? undefined;
    return only === undefined || (Array.isArray(only) && only.includes(name));
  }

  /** A guard that throws denies. */
  async #allowed(name: string, args: readonly unknown[]): Promise<boolean> {
    const guard = this.#own(GUARD + name);
    if (!guard) {
      return true;
    }
    try {
      return Boolean(await guard.apply(this.server, [...args]));
    } catch {
      return false;
    }
  }

  #own(name: string): Method | undefined {
    for (const level of this.#levels()) {
      const property = Object.getOwnPropertyDescriptor(level, name);
      if (property) {
        return typeof property.value === 'function' ? (property.value as Method) : undefined;
      }
    }
    return undefined;
  }

  #levels(): object[] {
    const levels: object[] = [];
    for (let level: object | null = this.server; level && level !== this.base; level = Object.getPrototypeOf(level) as object | null) {
      levels.push(level);
    }
    return levels;
  }
}
