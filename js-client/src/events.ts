import { notify } from './report';

/** Who listens to what. */
export class Events<Map extends object> {
  private readonly _listeners = new globalThis.Map<keyof Map, Set<(value: never) => void>>();

  on<K extends keyof Map>(event: K, listener: (value: Map[K]) => void): () => void {
    const listeners = this._listeners.get(event) ?? new Set();
    this._listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** True when somebody listens, so that nobody prepares a value for nothing. */
  has(event: keyof Map): boolean {
    return (this._listeners.get(event)?.size ?? 0) > 0;
  }

  emit<K extends keyof Map>(event: K, value: Map[K]): void {
    for (const listener of Array.from(this._listeners.get(event) ?? [])) {
      notify(this, listener, value);
    }
  }
}
