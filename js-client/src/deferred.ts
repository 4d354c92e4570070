/** A promise, and what ends it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  _resolve(value: T): void;
  _reject(error: unknown): void;
}

export function deferred<T>(): Deferred<T> {
  let ends: Omit<Deferred<T>, 'promise'>;
  const promise = new Promise<T>((_resolve, _reject) => {
    ends = { _resolve, _reject };
  });
  return { promise, ...ends! };
}
