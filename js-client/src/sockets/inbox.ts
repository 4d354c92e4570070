import type { Message, Part, ReceiveOptions } from '../api/socket';
import { deferred, type Deferred } from '../deferred';
import { ZmqError } from '../errors';
import { failure } from '../failure';

type Taken = IteratorResult<Message<Part>, undefined>;
type Item = Message<Part> | ZmqError;

export const OVER: Taken = { done: true, value: undefined };

/** Messages that wait to be consumed, and consumers that wait for messages; never both. */
export interface Inbox {
  _size(): number;
  _put(item: Item): void;
  _take(): Promise<Taken>;
  /** Nothing more comes: consumers hear the error, or that it is over. True when one was told the error. */
  _end(error: ZmqError | undefined): boolean;
  /** The socket is opened again. */
  _restart(): void;
}

/** @param onTaken one has been consumed */
export function inbox(bound: number, overflow: ReceiveOptions['overflow'] = 'oldest', onTaken: () => void, onLost: (count: number) => void): Inbox {
  const items: Item[] = [];
  const takers: Deferred<Taken>[] = [];
  let isOver = false;
  /** Lost since somebody was last told. */
  let lost = 0;

  const give = (value: Item, { _resolve, _reject }: Deferred<Taken>) => {
    if (value instanceof ZmqError) {
      _reject(value);
    } else {
      _resolve({ done: false, value });
      onTaken();
    }
  };

  const lose = (item: Item) => {
    lost += 1;
    if (overflow === 'oldest') {
      items.shift();
      items.push(item);
    } else if (overflow === 'error' && lost === 1) {
      items.push(failure('overflow', `More than ${bound} messages wait.`));
    }
  };

  const put = (item: Item) => {
    const taker = takers.shift();
    if (taker) {
      give(item, taker);
    } else if (items.length < bound || item instanceof ZmqError) {
      items.push(item);
    } else {
      lose(item);
    }
  };

  return {
    _size: () => items.length,
    _put: put,
    _take() {
      if (lost) {
        onLost(lost);
        lost = 0;
      }
      const taker = deferred<Taken>();
      const item = items.shift();
      if (item) {
        give(item, taker);
      } else if (isOver) {
        taker._resolve(OVER);
      } else {
        takers.push(taker);
      }
      return taker.promise;
    },
    _end(error) {
      const told = error !== undefined && takers.length > 0;
      if (error) {
        put(error);
      }
      isOver = true;
      takers.splice(0).forEach(({ _resolve }) => _resolve(OVER));
      return told;
    },
    _restart() {
      isOver = false;
    },
  };
}
