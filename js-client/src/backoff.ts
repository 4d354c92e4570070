import type { Settings } from './options';

/** A bridge that closes with one of these is going away for a moment; everybody comes back at once. */
const COMING_BACK = [1001, 1012, 1013];
const RESTART_SPREAD_MILLIS = 2_000;

/**
 * How long to wait. Full jitter: anything between nothing and a bound that doubles with each failure.
 *
 * @param attempt 1 for the first try after a loss @param code the close code of the loss
 */
export function backoffMillis({ backoffBase, backoffMax, clock }: Settings, attempt: number, code = 0): number {
  const bound = Math.min(backoffMax, backoffBase * 2 ** (attempt - 1));
  return Math.round(clock.random() * (COMING_BACK.includes(code) ? Math.max(bound, RESTART_SPREAD_MILLIS) : bound));
}
