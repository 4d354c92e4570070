import type { DealerSocket, Part, ReceiveOptions } from '../api/socket';
import type { Core, Kind } from './core';
import { PUB, PULL, PUSH, SUB } from '../api/constants';
import { nothing } from '../after';
import { failure } from '../failure';
import { NAMES } from '../names';
import { notify } from '../report';
import { OVER, inbox } from './inbox';
import { last, messageOf } from './message';
import { queue } from './queue';

const DEFAULT_WINDOW = 1_000;

/** What a SUB adds to. */
export interface Messages extends Omit<Kind, '_outcome' | '_asked' | '_withdrawn' | '_onAsked'> {
  /** Room for one more; the bridge hears of it when it is worth a word. */
  _onConsumed(): void;
}

/** Sends and receives messages that nobody answers. Which of the two it may is its type's to say. */
export function messages(core: Core): Messages {
  const { _type: type, _options } = core;
  const { overflow, window: asked, binary } = _options as ReceiveOptions;
  // What a SUB has no room for is lost here as well as at the bridge; what others are sent is not to be lost.
  const window = asked || DEFAULT_WINDOW;
  const isCounted = (type === SUB ? asked : type !== PUB && type !== PUSH) && window < Infinity;
  /** Consumed, and the bridge not told yet. */
  let consumed = 0;

  const onConsumed = () => {
    if (isCounted && ++consumed >= window / 2) {
      if (core._channel) {
        core._channel._allow(consumed);
      }
      consumed = 0;
    }
  };

  const { _put, _take, _end, _size, _restart } = inbox(window, overflow, onConsumed, (count) => core._noticed({ notice: 'dropped', count }));
  const { _submit, ...kind } = queue(core, {
    _send(request) {
      const sent = core._channel!._message(request._parts);
      if (sent) {
        request._succeed(messageOf([], false));
      }
      return sent;
    },
    _takeSent: () => [],
    _onGivenUp: nothing,
  });

  const face: Pick<DealerSocket<Part>, 'onmessage' | 'send' | 'receive' | typeof Symbol.asyncIterator> = {
    onmessage: null,
    send: (content, options = {}) =>
      type === SUB || type === PULL
        ? Promise.reject(failure('wrong_kind', `A ${NAMES[type]} socket does not send.`))
        : _submit(content, options, nothing),
    receive: () => _take().then(({ value }) => value),
    [Symbol.asyncIterator]: () => ({
      next: _take,
      return: () => Promise.resolve(OVER),
    }),
  };
  Object.assign(core._face, face);

  return {
    ...kind,
    _onConsumed: onConsumed,
    _arrived(parts, offset) {
      const message = messageOf<Part>(parts, binary, offset);
      const heard = notify(core._face, (core._face as unknown as DealerSocket).onmessage, last(message), message);
      if (core._emit('message', message) || heard) {
        onConsumed();
      } else {
        _put(message);
      }
    },
    _members() {
      consumed = 0;
      return isCounted ? { credit: Math.max(0, window - _size()) } : {};
    },
    _onOpened(answer, again) {
      _restart();
      kind._onOpened(answer, again);
    },
    _onEnded(error) {
      const told = _end(core._state === 'closed' ? undefined : error);
      return kind._onEnded(error) || told;
    },
  };
}
