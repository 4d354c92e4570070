import type { Clock } from '../api/clock';
import type { Message, Part, RequestOptions } from '../api/socket';
import { ZmqError } from '../errors';
import { quiet } from '../report';

/** One thing of the page's that waits to be sent, or for its outcome; ends exactly once. */
export class Request<T = unknown> {
  /** True from the end on, whatever ended it. */
  ended = false;
  readonly promise: Promise<T>;
  /** When the page gives it up, by the clock; 0 when it has not said. */
  due = 0;
  private _resolve!: (value: T) => void;
  private _reject!: (error: ZmqError) => void;
  private _timer: unknown;
  private _unlisten: (() => void) | undefined;

  constructor(
    readonly parts: readonly Part[],
    /** What the page receives of a reply. */
    private readonly _pick: (reply: Message<never>) => T,
    private readonly _clock: Clock,
    /** Called when the page gave it up: by its deadline or its signal. */
    private readonly _onGivenUp: () => void,
    /** Sent only when all before it that are in turn have their outcome. */
    readonly inTurn = false,
  ) {
    this.promise = new Promise((resolve, reject) => {
      this._resolve = resolve;
      this._reject = reject;
    });
  }

  /** The page needs no word of its failure: it has ended it itself. */
  quiet(): void {
    quiet(this.promise);
  }

  /** Starts the deadline, or the one that holds where the page names none, and listens to the signal. */
  limit({ timeout: own, signal }: RequestOptions, otherwise: number): void {
    const timeout = own ?? otherwise;
    if (timeout && timeout !== Infinity) {
      this.due = own ? this._clock.now() + own : 0;
      this._timer = this._clock.setTimeout(
        () => this._giveUp(new ZmqError('timeout', `No reply within ${timeout} ms.`)),
        timeout,
      );
    }
    this._unlisten = signal && onAbort(signal, (error) => this._giveUp(error));
  }

  succeed(reply: Message<Part>): void {
    if (this._end()) {
      this._resolve(this._pick(reply as Message<never>));
    }
  }

  fail(error: ZmqError): void {
    if (this._end()) {
      this._reject(error);
    }
  }

  private _giveUp(error: ZmqError): void {
    this._onGivenUp();
    this.fail(error);
  }

  private _end(): boolean {
    if (this.ended) {
      return false;
    }
    this.ended = true;
    this._clock.clearTimeout(this._timer);
    this._unlisten?.();
    return true;
  }
}

/** Calls `listener` when the signal aborts, or has; returns what stops it. */
export function onAbort(signal: AbortSignal, listener: (error: ZmqError) => void): () => void {
  const abort = () => listener(new ZmqError('aborted', 'The page gave it up.', { cause: signal.reason }));
  if (signal.aborted) {
    abort();
  } else {
    signal.addEventListener('abort', abort);
  }
  return () => signal.removeEventListener('abort', abort);
}
