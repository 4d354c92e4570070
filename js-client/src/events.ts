import { notify } from './report';

/** Who listens to what. */
export class Events<Values extends object> {
  private readonly _listeners = new Map<keyof Values, Set<(value: never) => void>>();

  on<K extends keyof Values>(event: K, listener: (value: Values[K]) => void): () => void {
    const listeners = this._listeners.get(event) ?? new Set();
    this._listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** True when somebody listens, so that nobody prepares a value for nothing. */
  has(event: keyof Values): boolean {
    return (this._listeners.get(event)?.size ?? 0) > 0;
  }

  /** True when somebody has listened. */
  emit<K extends keyof Values>(event: K, value: Values[K]): boolean {
    const listeners = Array.from(this._listeners.get(event) ?? []);
    listeners.forEach((listener) => notify(this, listener, value));
    return listeners.length > 0;
  }
}
