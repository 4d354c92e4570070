import type { Clock } from './api/clock';

/** A bridge that closes with one of these is going away for a moment; everybody comes back at once. */
const COMING_BACK = new Set([1001, 1012, 1013]);
const RESTART_SPREAD_MILLIS = 2_000;

/** Full jitter: anything between nothing and a bound that doubles with each failure. */
export class Backoff {
  constructor(
    private readonly clock: Clock,
    private readonly baseMillis: number,
    private readonly maxMillis: number,
  ) {}

  /** @param attempt 1 for the first try after a loss @param code the close code of the loss */
  millis(attempt: number, code = 0): number {
    const bound = Math.min(this.maxMillis, this.baseMillis * 2 ** (attempt - 1));
    const spread = COMING_BACK.has(code) ? Math.max(bound, RESTART_SPREAD_MILLIS) : bound;
    return Math.round(this.clock.random() * spread);
  }
}
