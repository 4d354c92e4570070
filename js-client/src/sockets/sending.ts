import type { Content, Message, Part, RequestOptions } from '../api/socket';
import type { Answer } from '../wires/wire';
import { ZmqError } from '../errors';
import { partsOf } from './message';
import { Request } from './request';
import { NOT_CONNECTED, VirtualSocket } from './socket';

/** A socket with a queue of what waits to be sent, in order. */
export abstract class QueueingSocket<P extends Part = Part> extends VirtualSocket<P> {
  private _queue: Request[] = [];
  private _ended: ZmqError | undefined;

  override _room(): void {
    this._pump();
  }

  /** Sends it, if there is room; false leaves it where it is. */
  protected abstract _send(request: Request): boolean;

  /** The page has given up what was sent already. */
  protected _onGivenUp(_request: Request): void {}

  /** Takes everything that has been sent and has no outcome. */
  protected _takeSent(): Request[] {
    return [];
  }

  protected _submit<T>(content: Content, options: RequestOptions, pick: (reply: Message<never>) => T, otherwise = 0): Promise<T> {
    let parts: readonly Part[] = [];
    let refusal = this._refusal();
    try {
      parts = partsOf(content);
    } catch (error) {
      refusal = error as ZmqError;
    }
    const request: Request<T> = new Request(parts, pick, this._session.settings.clock, () => this._giveUp(request as Request));
    if (refusal) {
      request.fail(refusal);
    } else {
      this._queue.push(request as Request);
      request.limit(options, otherwise);
      this._pump();
    }
    return request.promise;
  }

  protected _pump(): void {
    for (let next; this._channel && (next = this._queue[0]); ) {
      const unfit = this._channel._unfit(next.parts);
      if (unfit) {
        this._queue.shift();
        next.fail(unfit);
      } else if (this._send(next)) {
        this._queue.shift();
      } else {
        return;
      }
    }
  }

  protected override _onOpened(_answer: Answer, _again: boolean): void {
    this._ended = undefined;
    this._pump();
  }

  protected override _onGone(): void {
    const error = new ZmqError('connection_lost', 'The connection broke before the reply came. The service may have seen the request.');
    this._takeSent().forEach((request) => request.fail(error));
  }

  protected override _onEnded(error: ZmqError): boolean {
    this._ended = error;
    if (this.state === 'closed') {
      [...this._takeSent(), ...this._queue].forEach((request) => {
        request.quiet(); // the page itself has ended it
        request.fail(error);
      });
      this._queue = [];
      return true;
    }
    this._takeSent().forEach((request) => request.fail(error));
    return this._onHopeless(error);
  }

  protected override _onHopeless(error: ZmqError): boolean {
    const waiting = this._queue;
    this._queue = [];
    waiting.forEach((request) => request.fail(error));
    return waiting.length > 0;
  }

  private _refusal(): ZmqError | undefined {
    if (this.state === 'idle') {
      return new ZmqError('not_connected', NOT_CONNECTED);
    }
    if (this.state === 'refused' || this.state === 'closed') {
      return this._ended;
    }
    const { maxQueued } = this._session.settings;
    const full = this._queue.length >= maxQueued;
    return this._session.refusal ?? (full ? new ZmqError('overflow', `${maxQueued} messages wait in this socket already.`) : undefined);
  }

  private _giveUp(request: Request): void {
    const { length } = this._queue;
    this._queue = this._queue.filter((waiting) => waiting !== request);
    if (this._queue.length === length) {
      this._onGivenUp(request);
    }
  }
}
