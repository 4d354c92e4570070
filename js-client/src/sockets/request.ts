import type { Clock } from '../api/clock';
import type { ReplyCallback, RequestOptions } from '../api/socket';
import { ZmqError } from '../errors';
import { notify, quiet } from '../report';

/** One request of the page; ends exactly once. */
export class Request {
  /** True from the end on, whatever ended it. */
  ended = false;
  readonly promise: Promise<string>;
  private _resolve!: (reply: string) => void;
  private _reject!: (error: ZmqError) => void;
  private _timer: unknown;
  private _unlisten: (() => void) | undefined;

  constructor(
    readonly text: string,
    private readonly callback: ReplyCallback<string> | undefined,
    private readonly clock: Clock,
    /** Called when the page gave it up: by its deadline or its signal. */
    private readonly onGivenUp: () => void,
  ) {
    this.promise = new Promise((resolve, reject) => {
      this._resolve = resolve;
      this._reject = reject;
    });
    if (callback) {
      this.quiet();
    }
  }

  /** The page needs no word of its failure but the callback's. */
  quiet(): void {
    quiet(this.promise);
  }

  /** Starts the deadline and listens to the signal. */
  limit({ timeout, signal }: RequestOptions): void {
    if (timeout && timeout !== Infinity) {
      this._timer = this.clock.setTimeout(
        () => this._giveUp(new ZmqError('timeout', `No reply within ${timeout} ms.`)),
        timeout,
      );
    }
    if (signal) {
      const abort = () => this._giveUp(new ZmqError('aborted', 'The page gave the request up.', { cause: signal.reason }));
      signal.addEventListener('abort', abort);
      this._unlisten = () => signal.removeEventListener('abort', abort);
      if (signal.aborted) {
        abort();
      }
    }
  }

  succeed(reply: string): void {
    if (this._end()) {
      this._resolve(reply);
      notify(this, this.callback, reply);
    }
  }

  fail(error: ZmqError): void {
    if (this._end()) {
      this._reject(error);
      notify(this, this.callback, undefined, error);
    }
  }

  private _giveUp(error: ZmqError): void {
    this.onGivenUp();
    this.fail(error);
  }

  private _end(): boolean {
    if (this.ended) {
      return false;
    }
    this.ended = true;
    this.clock.clearTimeout(this._timer);
    this._unlisten?.();
    return true;
  }
}
