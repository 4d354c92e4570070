import type { Clock } from '../api/clock';

/** A timer that comes so late tells that the page was asleep, and nothing about the line. */
const LATE_MILLIS = 2_000;
/** How long the answer to a ping may take. */
const ANSWER_MILLIS = 4_000;

/** Watches that the bridge is heard. What arrives decides; the clock alone never does. */
export class Pulse {
  private _timer: unknown;
  private _count = 0;
  private _last = 0;

  constructor(
    private readonly _clock: Clock,
    private readonly _limitMillis: number,
    private readonly _ping: () => void,
    private readonly _onSilence: () => void,
  ) {
    this._watch(_limitMillis);
  }

  _heard(): void {
    this._count += 1;
    this._last = this._clock.now();
  }

  /** The line has one ping's time to say something. */
  _ask(): void {
    this._ping();
    this._watch(ANSWER_MILLIS);
  }

  _stop(): void {
    this._clock.clearTimeout(this._timer);
  }

  private _watch(millis: number): void {
    const { _clock: clock, _count: heard } = this;
    const due = clock.now() + millis;
    this._stop();
    this._timer = clock.setTimeout(() => {
      const now = clock.now();
      const rest = this._last + this._limitMillis - now;
      if (now - due > LATE_MILLIS) {
        this._ask();
      } else if (this._count > heard && rest > 0) {
        this._watch(Math.min(this._limitMillis, rest));
      } else {
        this._onSilence();
      }
    }, millis);
  }
}
