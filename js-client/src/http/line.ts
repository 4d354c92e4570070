import type { Doors } from './doors';
import type { HttpFallbackOptions } from './fallback';
import type { ControlFrame, DataFrame } from '../wire/second';

/** What a channel has of its connection. */
export interface Line {
  readonly doors: Doors;
  readonly options: HttpFallbackOptions;
  /** Places in what endpoints publish, which outlive the connection. */
  readonly places: Map<string, string>;
  /** The end of everything that is under way. */
  readonly signal: AbortSignal;
  tell(frame: ControlFrame): void;
  tellData(frame: DataFrame): void;
  /** The connection is over. */
  end(code: number, reason: string): void;
  /** Channels that hold a stream. */
  readonly streams: Set<number>;
}

/** One socket's way through the doors. */
export interface Room {
  control(frame: ControlFrame): void;
  data(frame: DataFrame): void;
}

/** Resolves after so long, or when the signal comes. */
export function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
