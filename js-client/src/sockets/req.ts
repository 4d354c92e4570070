import type { Content, Message, Part, ReplyCallback, ReqSocket as ReqSocketApi, RequestOptions } from '../api/socket';
import { REQ } from '../api/constants';
import { ZmqError } from '../errors';
import { callBack } from '../report';
import { last, messageOf } from './message';
import { Request } from './request';
import { QueueingSocket } from './sending';

/**
 * Sends requests; each has exactly one outcome. What `send` sent goes one after the other, as pages of the original and every REQ rely
 * on; of what `request` sent, as many are under way as the wire takes.
 */
export class ReqSocket<P extends Part = Part> extends QueueingSocket<P> implements ReqSocketApi<P> {
  readonly type = REQ;
  /** Sent, and no outcome there yet, by their ids. */
  private readonly _sent = new Map<number, Request>();
  private _lastId = 0;
  /** The one that `send` sent and that has no outcome yet. */
  private _turn: Request | undefined;

  send(content: Content, second: RequestOptions | ReplyCallback<P> = {}, third?: ReplyCallback<P>): Promise<P> {
    const [options, callback] = typeof second === 'function' ? [{}, second] : [second, third];
    return callBack(this, this._submit(content, options, last<P>, this._session.settings.requestTimeout, true), callback);
  }

  request(content: Content, options: RequestOptions = {}): Promise<Message<P>> {
    return this._submit(content, options, (reply: Message<P>) => reply, this._session.settings.requestTimeout);
  }

  override _replied(id: number, parts: readonly Part[]): void {
    const request = this._take(id);
    request?.succeed(messageOf(parts, this._options.binary));
    this._pump();
  }

  override _failed(id: number, error: ZmqError): void {
    this._take(id)?.fail(error);
    this._pump();
  }

  protected override _send(request: Request): boolean {
    if (request.inTurn && this._turn) {
      return false;
    }
    const id = this._lastId + 1;
    const millis = request.due && Math.max(1, request.due - this._session.settings.clock.now());
    if (!this._channel!._request(id, request.parts, millis)) {
      return false;
    }
    this._sent.set(id, request);
    this._lastId = id;
    if (request.inTurn) {
      this._turn = request;
    }
    return true;
  }

  protected override _onGivenUp(request: Request): void {
    this._sent.forEach((sent, id) => {
      if (sent === request) {
        this._take(id);
        this._channel?._cancel(id);
      }
    });
    this._pump();
  }

  protected override _takeSent(): Request[] {
    const sent = Array.from(this._sent.values());
    this._sent.clear();
    this._turn = undefined;
    return sent;
  }

  private _take(id: number): Request | undefined {
    const request = this._sent.get(id);
    this._sent.delete(id);
    if (request === this._turn) {
      this._turn = undefined;
    }
    return request;
  }
}
