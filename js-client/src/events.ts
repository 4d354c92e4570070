import { notify } from './report';

/** Who listens to what. */
export class Events<Map extends object> {
  readonly #listeners = new globalThis.Map<keyof Map, Set<(value: never) => void>>();

  on<K extends keyof Map>(event: K, listener: (value: Map[K]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** True when somebody listens, so that nobody prepares a value for nothing. */
  has(event: keyof Map): boolean {
    return (this.#listeners.get(event)?.size ?? 0) > 0;
  }

  emit<K extends keyof Map>(event: K, value: Map[K]): void {
    for (const listener of Array.from(this.#listeners.get(event) ?? [])) {
      notify(this, listener, value);
    }
  }
}
