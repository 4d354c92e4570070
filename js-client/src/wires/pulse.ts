import type { Clock } from '../api/clock';
import { after, nothing } from '../after';

/** A timer that comes so late tells that the page was asleep, and nothing about the line. */
const LATE_MILLIS = 2_000;
/** How long the answer to a ping may take. */
const ANSWER_MILLIS = 4_000;

/** Watches that the bridge is heard. What arrives decides; the clock alone never does. */
export interface Pulse {
  _heard(): void;
  /** The line has one ping's time to say something. */
  _ask(): void;
  _stop(): void;
}

export function pulse(clock: Clock, limitMillis: number, ping: () => void, onSilence: () => void): Pulse {
  let stop = nothing;
  let count = 0;
  let last = 0;

  const watch = (millis: number) => {
    const heard = count;
    const due = clock.now() + millis;
    stop();
    stop = after(clock, millis, () => {
      const now = clock.now();
      const rest = last + limitMillis - now;
      if (now - due > LATE_MILLIS) {
        ask();
      } else if (count > heard && rest > 0) {
        watch(Math.min(limitMillis, rest));
      } else {
        onSilence();
      }
    });
  };

  const ask = () => {
    ping();
    watch(ANSWER_MILLIS);
  };

  watch(limitMillis);
  return {
    _heard() {
      count += 1;
      last = clock.now();
    },
    _ask: ask,
    _stop: () => stop(),
  };
}
