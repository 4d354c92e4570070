import type { Clock } from '../api/clock';
import type { Message, Part, RequestOptions } from '../api/socket';
import type { ZmqError } from '../errors';
import { after, nothing } from '../after';
import { deferred } from '../deferred';
import { failure } from '../failure';
import { onAbort } from './signal';

/** One thing of the page's that waits to be sent, or for its outcome; what ends it first has ended it. */
export interface Request<T = unknown> {
  readonly promise: Promise<T>;
  readonly _parts: readonly Part[];
  /** Sent only when all before it that are in turn have their outcome. */
  readonly _inTurn: boolean;
  /** When the page gives it up, by the clock; 0 when it has not said. */
  _due: number;
  /** Starts the deadline, or the one that holds where the page names none, and listens to the signal. */
  _limit(clock: Clock, options: RequestOptions, otherwise: number, onGivenUp: () => void): void;
  _succeed(reply: Message<Part>): void;
  _fail(error: ZmqError): void;
}

/** @param pick what the page receives of a reply */
export function request<T>(parts: readonly Part[], pick: (reply: Message<never>) => T, inTurn: boolean): Request<T> {
  const { promise, _resolve, _reject } = deferred<T>();
  let stop = nothing;
  let unlisten = nothing;

  const own: Request<T> = {
    promise,
    _parts: parts,
    _inTurn: inTurn,
    _due: 0,
    _limit(clock, { timeout, signal }, otherwise, onGivenUp) {
      const giveUp = (error: ZmqError) => {
        onGivenUp();
        own._fail(error);
      };
      const millis = timeout === undefined ? otherwise : timeout;
      if (millis && millis !== Infinity) {
        own._due = timeout ? clock.now() + timeout : 0;
        stop = after(clock, millis, () => giveUp(failure('timeout', `No reply within ${millis} ms.`)));
      }
      if (signal) {
        unlisten = onAbort(signal, giveUp);
      }
    },
    _succeed(reply) {
      end();
      _resolve(pick(reply as Message<never>));
    },
    _fail(error) {
      end();
      _reject(error);
    },
  };

  const end = () => {
    stop();
    unlisten();
  };
  return own;
}
