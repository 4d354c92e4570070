import type { Auth, Content, DealerSocket, Message, Part, ReceiveOptions, RequestOptions } from '../api/socket';
import type { Answer, Opening } from '../wires/wire';
import type { Session } from '../session';
import { PUB, PULL, PUSH, SUB } from '../api/constants';
import { ZmqError } from '../errors';
import { NAMES } from '../names';
import { notify } from '../report';
import { Inbox } from './inbox';
import { last, messageOf } from './message';
import type { Request } from './request';
import { QueueingSocket } from './sending';

const DEFAULT_WINDOW = 1_000;

/** Sends and receives messages that nobody answers. Which of the two it may is its type's to say. */
export class MessageSocket<P extends Part = Part> extends QueueingSocket<P> implements DealerSocket<P> {
  onmessage: ((content: P, message: Message<P>) => void) | null = null;
  /** How many messages may wait, where the bridge is to count them. */
  private readonly _window: number | undefined;
  /** Consumed, and the bridge not told yet. */
  private _consumed = 0;
  private readonly _inbox: Inbox<P>;

  constructor(
    session: Session,
    protected override readonly _options: ReceiveOptions,
    readonly type: number,
  ) {
    super(session, _options);
    // What a SUB has no room for is lost here as well as at the bridge; what others are sent is not to be lost.
    const window = _options.window || DEFAULT_WINDOW;
    const counts = type === SUB ? _options.window : type !== PUB && type !== PUSH;
    this._window = counts && window < Infinity ? window : undefined;
    this._inbox = new Inbox(
      window,
      _options.overflow,
      () => this._onConsumed(),
      (count) => this._noticed({ notice: 'dropped', count }),
    );
  }

  send(content: Content, options: RequestOptions = {}): Promise<void> {
    if (this.type === SUB || this.type === PULL) {
      return Promise.reject(new ZmqError('wrong_kind', `A ${NAMES[this.type]!.toUpperCase()} socket does not send.`));
    }
    return this._submit(content, options, () => undefined);
  }

  receive(): Promise<Message<P> | undefined> {
    return this._inbox._take().then(({ value }) => value);
  }

  [Symbol.asyncIterator](): AsyncIterator<Message<P>> {
    return {
      next: () => this._inbox._take(),
      return: () => Promise.resolve({ done: true, value: undefined }),
    };
  }

  override _arrived(parts: readonly Part[], offset?: number): void {
    const message = messageOf<P>(parts, this._options.binary, offset);
    const heard = notify(this, this.onmessage, last(message), message);
    if (this._events.emit('message', message) || heard) {
      this._onConsumed();
    } else {
      this._inbox._put(message);
    }
  }

  protected override _send(request: Request): boolean {
    const sent = this._channel!._message(request.parts);
    if (sent) {
      request.succeed(messageOf([], false));
    }
    return sent;
  }

  protected override _members(_auth: Auth): Partial<Opening> {
    this._consumed = 0;
    return this._window === undefined ? {} : { credit: Math.max(0, this._window - this._inbox._size) };
  }

  protected override _onOpened(answer: Answer, again: boolean): void {
    this._inbox._restart();
    super._onOpened(answer, again);
  }

  protected override _onEnded(error: ZmqError): boolean {
    const told = this._inbox._end(this.state === 'closed' ? undefined : error);
    return super._onEnded(error) || told;
  }

  /** Room for one more; the bridge hears of it when it is worth a word. */
  protected _onConsumed(): void {
    if (this._window !== undefined && ++this._consumed >= this._window / 2) {
      this._channel?._allow(this._consumed);
      this._consumed = 0;
    }
  }
}
