/** Time and chance, so that a test can hold both. The default is the browser's own. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  setTimeout(run: () => void, millis: number): unknown;
  clearTimeout(timer: unknown): void;
  /** At least 0, below 1. */
  random(): number;
}
