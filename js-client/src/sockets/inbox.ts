import type { Message, Part, ReceiveOptions } from '../api/socket';
import { ZmqError } from '../errors';

type Taker<P extends Part> = { resolve(result: IteratorResult<Message<P>, undefined>): void; reject(error: ZmqError): void };

/** Messages that wait to be consumed, and consumers that wait for messages; never both. */
export class Inbox<P extends Part> {
  private readonly _items: (Message<P> | ZmqError)[] = [];
  private _takers: Taker<P>[] = [];
  private _isOver = false;
  /** Lost since somebody was last told. */
  private _lost = 0;

  constructor(
    private readonly _bound: number,
    private readonly _overflow: ReceiveOptions['overflow'] = 'oldest',
    /** One has been consumed. */
    private readonly _onTaken: () => void,
    private readonly _onLost: (count: number) => void,
  ) {}

  get _size(): number {
    return this._items.length;
  }

  _put(item: Message<P> | ZmqError): void {
    const taker = this._takers.shift();
    if (taker) {
      this._give(item, taker);
    } else if (this._items.length < this._bound || item instanceof ZmqError) {
      this._items.push(item);
    } else {
      this._lose(item);
    }
  }

  _take(): Promise<IteratorResult<Message<P>, undefined>> {
    if (this._lost) {
      this._onLost(this._lost);
      this._lost = 0;
    }
    return new Promise((resolve, reject) => {
      const taker = { resolve, reject };
      const item = this._items.shift();
      if (item) {
        this._give(item, taker);
      } else if (this._isOver) {
        resolve({ done: true, value: undefined });
      } else {
        this._takers.push(taker);
      }
    });
  }

  /** Nothing more comes: consumers hear the error, or that it is over. True when one was told the error. */
  _end(error: ZmqError | undefined): boolean {
    const told = error !== undefined && this._takers.length > 0;
    if (error) {
      this._put(error);
    }
    this._isOver = true;
    this._takers.forEach(({ resolve }) => resolve({ done: true, value: undefined }));
    this._takers = [];
    return told;
  }

  /** The socket is opened again. */
  _restart(): void {
    this._isOver = false;
  }

  private _give(item: Message<P> | ZmqError, { resolve, reject }: Taker<P>): void {
    if (item instanceof ZmqError) {
      reject(item);
    } else {
      resolve({ done: false, value: item });
      this._onTaken();
    }
  }

  private _lose(item: Message<P>): void {
    this._lost += 1;
    if (this._overflow === 'oldest') {
      this._items.shift();
      this._items.push(item);
    } else if (this._overflow === 'error' && this._lost === 1) {
      this._items.push(new ZmqError('overflow', `More than ${this._bound} messages wait to be consumed.`));
    }
  }
}
