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
    const method = this._exposed(funcname) ? this._own(funcname) : undefined;
    if (!method) {
      throw new RpcError('unknown_function', `There is no function "${funcname.slice(0, 100)}".`, funcname);
    }
    const args = Object.keys(call.kwargs).length > 0 ? [...call.args, call.kwargs] : call.args;
    if (!this._authorized(funcname) || !(await this._allowed(funcname, args))) {
      throw new RpcError('not_allowed', `This call of "${funcname}" is not allowed.`, funcname);
    }
    return method.apply(this.server, [...args]);
  }

  /** Guards that name no function: each is a mistake that would leave a function unguarded. */
  strayGuards(): string[] {
    const names = this._levels().map((level) => Object.getOwnPropertyNames(level).filter((name) => name.startsWith(GUARD)));
    return ([] as string[]).concat(...names).filter((guard) => !this._own(guard) || !this._own(guard.slice(GUARD.length)));
  }

  private _exposed(name: string): boolean {
    return !name.startsWith('_') && !name.startsWith(GUARD) && !(name in this.base);
  }

  private _authorized(name: string): boolean {
    const only = this.server.authorized_functions ?? undefined;
    return only === undefined || (Array.isArray(only) && only.includes(name));
  }

  /** A guard that throws denies. */
  private async _allowed(name: string, args: readonly unknown[]): Promise<boolean> {
    const guard = this._own(GUARD + name);
    if (!guard) {
      return true;
    }
    try {
      return Boolean(await guard.apply(this.server, [...args]));
    } catch {
      return false;
    }
  }

  private _own(name: string): Method | undefined {
    for (const level of this._levels()) {
      const property = Object.getOwnPropertyDescriptor(level, name);
      if (property) {
        return typeof property.value === 'function' ? (property.value as Method) : undefined;
      }
    }
    return undefined;
  }

  private _levels(): object[] {
    const levels: object[] = [];
    for (let level: object | null = this.server; level && level !== this.base; level = Object.getPrototypeOf(level) as object | null) {
      levels.push(level);
    }
    return levels;
  }
}
