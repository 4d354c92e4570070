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
  #queue: Request[] = [];
  /** Sent, and its outcome not there yet; it may have been given up by the page meanwhile. */
  #inFlight: Request | undefined;
  #ended: ZmqError | undefined;

  send(text: string, second?: RequestOptions | ReplyCallback<string>, third?: ReplyCallback<string>): Promise<string> {
    const [options, callback] = typeof second === 'function' ? [{}, second] : [second ?? {}, third];
    const request = new Request(text, callback, this.session.settings.clock, () => this.#forget(request));
    const refusal = this.#refusal(text);
    if (refusal) {
      request.fail(refusal);
    } else {
      this.#queue.push(request);
      request.limit({ timeout: this.session.settings.requestTimeout, ...options });
      this.#pump();
    }
    return request.promise;
  }

  protected override onMessage(frame: Frame): void {
    const request = this.#inFlight;
    this.#inFlight = undefined;
    if (frame.msg_type === 'error') {
      request?.fail(errorOf(object(frame.content), 'error'));
    } else {
      request?.succeed(frame.content);
    }
    this.#pump();
  }

  protected override onOpened(): void {
    this.#ended = undefined;
    this.#pump();
  }

  protected override onGone(): void {
    const request = this.#inFlight;
    this.#inFlight = undefined;
    request?.fail(
      new ZmqError('connection_lost', 'The connection broke before the reply came. The service may or may not have seen the request.'),
    );
  }

  protected override onEnded(error: ZmqError): void {
    this.#ended = error;
    const waiting = [this.#inFlight, ...this.#queue];
    this.#inFlight = undefined;
    this.#queue = [];
    waiting.forEach((request) => {
      if (this.state === 'closed') {
        request?.quiet(); // the page itself has ended it
      }
      request?.fail(error);
    });
  }

  protected override onHopeless(error: ZmqError): void {
    const waiting = this.#queue;
    this.#queue = [];
    waiting.forEach((request) => request.fail(error));
  }

  #refusal(text: unknown): ZmqError | undefined {
    if (typeof text !== 'string') {
      return new ZmqError('malformed', `A request is a string, not ${text === null ? 'null' : typeof text}. Use JSON.stringify.`);
    }
    if (this.state === 'idle') {
      return new ZmqError('not_connected', 'This socket was never connected: call connect first.');
    }
    if (this.state === 'refused' || this.state === 'closed') {
      return this.#ended;
    }
    if (this.session.refusal) {
      return this.session.refusal;
    }
    const { maxQueued } = this.session.settings;
    return this.#queue.length < maxQueued
      ? undefined
      : new ZmqError('overflow', `${maxQueued} requests wait in this socket already.`);
  }

  #forget(request: Request): void {
    this.#queue = this.#queue.filter((waiting) => waiting !== request);
  }

  #pump(): void {
    const next = this.#queue[0];
    if (next && !this.#inFlight && this.state === 'live' && this.transmit(next.text)) {
      this.#queue.shift();
      this.#inFlight = next;
    }
  }
}
