import type { Clock } from './api/clock';

export function nothing(): void {}

/** Runs something later; returns what keeps it from that. */
export function after(clock: Clock, millis: number, run: () => void): () => void {
  const timer = clock.setTimeout(run, millis);
  return () => clock.clearTimeout(timer);
}
