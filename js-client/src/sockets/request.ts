import type { Clock } from '../api/clock';
import type { ReplyCallback, RequestOptions } from '../api/socket';
import { ZmqError } from '../errors';
import { notify, quiet } from '../report';

/** One request of the page; ends exactly once. */
export class Request {
  /** True from the end on, whatever ended it. */
  ended = false;
  readonly promise: Promise<string>;
  #resolve!: (reply: string) => void;
  #reject!: (error: ZmqError) => void;
  #timer: unknown;
  #unlisten: (() => void) | undefined;

  constructor(
    readonly text: string,
    private readonly callback: ReplyCallback<string> | undefined,
    private readonly clock: Clock,
    /** Called when the page gave it up: by its deadline or its signal. */
    private readonly onGivenUp: () => void,
  ) {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
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
      this.#timer = this.clock.setTimeout(
        () => this.#giveUp(new ZmqError('timeout', `No reply within ${timeout} ms.`)),
        timeout,
      );
    }
    if (signal) {
      const abort = () => this.#giveUp(new ZmqError('aborted', 'The page gave the request up.', { cause: signal.reason }));
      signal.addEventListener('abort', abort);
      this.#unlisten = () => signal.removeEventListener('abort', abort);
      if (signal.aborted) {
        abort();
      }
    }
  }

  succeed(reply: string): void {
    if (this.#end()) {
      this.#resolve(reply);
      notify(this, this.callback, reply);
    }
  }

  fail(error: ZmqError): void {
    if (this.#end()) {
      this.#reject(error);
      notify(this, this.callback, undefined, error);
    }
  }

  #giveUp(error: ZmqError): void {
    this.onGivenUp();
    this.fail(error);
  }

  #end(): boolean {
    if (this.ended) {
      return false;
    }
    this.ended = true;
    this.clock.clearTimeout(this.#timer);
    this.#unlisten?.();
    return true;
  }
}
