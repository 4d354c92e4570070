import type { Settings } from '../options';
import { Backoff } from '../backoff';

/** Tries something again, later each time, until it has worked. */
export class Retry {
  private _failures = 0;
  private _timer: unknown;
  private readonly _backoff: Backoff;

  constructor(
    private readonly _settings: Settings,
    private readonly _run: () => void,
  ) {
    this._backoff = new Backoff(_settings);
  }

  _later(): void {
    this._failures += 1;
    this._timer = this._settings.clock.setTimeout(this._run, this._backoff._millis(this._failures));
  }

  _worked(): void {
    this._failures = 0;
  }

  _stop(): void {
    this._settings.clock.clearTimeout(this._timer);
  }
}
