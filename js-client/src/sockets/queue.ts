import type { Content, Message, Part, RequestOptions } from '../api/socket';
import type { Core, Kind } from './core';
import type { ZmqError } from '../errors';
import { failure } from '../failure';
import { quiet } from '../report';
import { lengthOf } from '../wire/part';
import { partsOf } from './message';
import { request, type Request } from './request';

export const NOT_CONNECTED = 'Call connect first.';

/** What a socket sends with its queue. */
export interface Sender {
  /** Sends it, if there is room; false leaves it where it is. */
  _send(request: Request): boolean;
  /** Takes everything that has been sent and has no outcome. */
  _takeSent(): Request[];
  /** The page has given up what was sent already. */
  _onGivenUp(request: Request): void;
}

/** What waits to be sent, in order. */
export interface Queue extends Pick<Kind, '_room' | '_onOpened' | '_onGone' | '_onEnded' | '_onHopeless'> {
  _submit<T>(content: Content, options: RequestOptions, pick: (reply: Message<never>) => T, otherwise?: number, inTurn?: boolean): Promise<T>;
}

export function queue(core: Core, { _send, _takeSent, _onGivenUp }: Sender): Queue {
  const { clock, maxQueued } = core._session.settings;
  const waiting: Request[] = [];
  let ended: ZmqError | undefined;

  const pump = () => {
    for (let next; core._channel && (next = waiting.shift()); ) {
      const unfit = core._channel._unfit(next._parts);
      if (unfit) {
        next._fail(unfit);
      } else if (!_send(next)) {
        waiting.unshift(next);
        return;
      }
    }
  };

  const refusal = () => {
    const { _state: state, _session: session } = core;
    if (state === 'idle') {
      return failure('not_connected', NOT_CONNECTED);
    }
    if (state === 'refused' || state === 'closed') {
      return ended;
    }
    return session._refusal || (waiting.length >= maxQueued ? failure('overflow', `More than ${maxQueued} messages wait.`) : undefined);
  };

  const giveUp = (given: Request) => {
    const at = waiting.indexOf(given);
    if (at < 0) {
      _onGivenUp(given);
    } else {
      waiting.splice(at, 1);
    }
  };

  const failAll = (requests: Request[], error: ZmqError) => requests.map((one) => one._fail(error)).length > 0;
  const onHopeless = (error: ZmqError) => failAll(waiting.splice(0), error);

  Object.defineProperty(core._face, 'bufferedAmount', { get: () => waiting.reduce((total, { _parts }) => total + lengthOf(_parts), 0) });

  return {
    _submit(content, options, pick, otherwise = 0, inTurn = false) {
      let parts: readonly Part[] = [];
      let error = refusal();
      try {
        parts = partsOf(content);
      } catch (wrong) {
        error = wrong as ZmqError;
      }
      const own = request(parts, pick, inTurn);
      if (error) {
        own._fail(error);
      } else {
        waiting.push(own as Request);
        own._limit(clock, options, otherwise, () => giveUp(own as Request));
        pump();
      }
      return own.promise;
    },
    _room: pump,
    _onOpened() {
      ended = undefined;
      pump();
    },
    _onGone() {
      failAll(_takeSent(), failure('connection_lost', 'The connection broke. The service may have seen the request.'));
    },
    _onEnded(error) {
      const sent = _takeSent();
      ended = error;
      if (core._state === 'closed') {
        // The page itself has ended it.
        [...sent, ...waiting].forEach(({ promise }) => quiet(promise));
      }
      failAll(sent, error);
      return onHopeless(error) || core._state === 'closed';
    },
    _onHopeless: onHopeless,
  };
}
