import type { Frame } from '../wire/frame';
import type { ReplyCallback, ReqSocket as ReqSocketApi, RequestOptions } from '../api/socket';
import { REQ } from '../api/constants';
import { ZmqError } from '../errors';
import { object } from '../wire/original';
import { Request } from './request';
import { VirtualSocket, errorOf } from './socket';

/** Sends one request at a time: the wire does not number them, so the next waits for this one's outcome. */
export class ReqSocket extends VirtualSocket implements ReqSocketApi {
  readonly type = REQ;
  private _queue: Request[] = [];
  /** Sent, and its outcome not there yet; it may have been given up by the page meanwhile. */
  private _inFlight: Request | undefined;
  private _ended: ZmqError | undefined;

  send(text: string, second?: RequestOptions | ReplyCallback<string>, third?: ReplyCallback<string>): Promise<string> {
    const [options, callback] = typeof second === 'function' ? [{}, second] : [second ?? {}, third];
    const request = new Request(text, callback, this.session.settings.clock, () => this._forget(request));
    const refusal = this._refusal(text);
    if (refusal) {
      request.fail(refusal);
    } else {
      this._queue.push(request);
      request.limit({ timeout: this.session.settings.requestTimeout, ...options });
      this._pump();
    }
    return request.promise;
  }

  protected override onMessage(frame: Frame): void {
    const request = this._inFlight;
    this._inFlight = undefined;
    if (frame.msg_type === 'error') {
      request?.fail(errorOf(object(frame.content), 'error'));
    } else {
      request?.succeed(frame.content);
    }
    this._pump();
  }

  protected override onOpened(): void {
    this._ended = undefined;
    this._pump();
  }

  protected override onGone(): void {
    const request = this._inFlight;
    this._inFlight = undefined;
    request?.fail(
      new ZmqError('connection_lost', 'The connection broke before the reply came. The service may or may not have seen the request.'),
    );
  }

  protected override onEnded(error: ZmqError): void {
    this._ended = error;
    const waiting = [this._inFlight, ...this._queue];
    this._inFlight = undefined;
    this._queue = [];
    waiting.forEach((request) => {
      if (this.state === 'closed') {
        request?.quiet(); // the page itself has ended it
      }
      request?.fail(error);
    });
  }

  protected override onHopeless(error: ZmqError): void {
    const waiting = this._queue;
    this._queue = [];
    waiting.forEach((request) => request.fail(error));
  }

  private _refusal(text: unknown): ZmqError | undefined {
    if (typeof text !== 'string') {
      return new ZmqError('malformed', `A request is a string, not ${text === null ? 'null' : typeof text}. Use JSON.stringify.`);
    }
    if (this.state === 'idle') {
      return new ZmqError('not_connected', 'This socket was never connected: call connect first.');
    }
    if (this.state === 'refused' || this.state === 'closed') {
      return this._ended;
    }
    if (this.session.refusal) {
      return this.session.refusal;
    }
    const { maxQueued } = this.session.settings;
    return this._queue.length < maxQueued
      ? undefined
      : new ZmqError('overflow', `${maxQueued} requests wait in this socket already.`);
  }

  private _forget(request: Request): void {
    this._queue = this._queue.filter((waiting) => waiting !== request);
  }

  private _pump(): void {
    const next = this._queue[0];
    if (next && !this._inFlight && this.state === 'live' && this.transmit(next.text)) {
      this._queue.shift();
      this._inFlight = next;
    }
  }
}
