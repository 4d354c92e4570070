import type { Part } from '../api/socket';
import type { AskId, Channel, End, Answer, Opening, Spoken } from './wire';
import type { ControlFrame } from '../wire/second';
import { ZmqError } from '../errors';
import { failure } from '../failure';
import { wordOf } from '../wire/codes';
import { json, object } from '../wire/original';
import { lengthOf } from '../wire/part';
import { partOf, topicOf } from '../wire/topic';
import { ITEM, MESSAGE, REPLY, REQUEST } from '../wire/second';

/** What the bridge takes, as its welcome says; what it does not say has no bound. */
export interface Limits {
  readonly maxMessageBytes?: number;
  readonly maxParts?: number;
  readonly maxRequestsInFlight?: number;
}

/** What a channel needs of its connection. */
export interface Carrier {
  _limits?: Limits;
  _say(spoken: Spoken, end: End): boolean;
  _unfit(parts: readonly Part[], end: End): ZmqError | undefined;
  /** Whether the connection takes one more request. */
  _hasPlace(): boolean;
  /** So many more requests without an outcome, or fewer; who waits for a place hears of it. */
  _count(requests: number): void;
  _forget(channel: number): void;
}

/** The members of control frames to a channel, as the bridge means them. */
interface Said extends ControlFrame, Answer {
  readonly id: number;
  readonly messages: number;
  readonly credit?: number;
  readonly maxMessageBytes?: number;
  readonly topics: readonly unknown[];
  readonly notice?: unknown;
  readonly after?: unknown;
  readonly from?: unknown;
}

/** A channel, and what its connection tells it. */
export interface CarriedChannel extends Channel {
  readonly _end: End;
  _open(opening: Opening): void;
  _heard(spoken: Spoken): void;
}

export function channel(number: number, end: End, carrier: Carrier): CarriedChannel {
  let underWay = 0;
  /** How many more messages the bridge takes. */
  let credit = Infinity;
  let maxBytes = Infinity;

  const control = (op: string, members?: object) => carrier._say({ op, channel: number, ...members }, end);
  const data = (kind: number, parts: readonly Part[], ...numbers: AskId[]) => carrier._say({ kind, numbers: [number, ...numbers], parts }, end);

  const count = (requests: number) => {
    underWay += requests;
    carrier._count(requests);
  };

  const forget = () => {
    carrier._forget(number);
    count(-underWay);
  };

  const outcome = (id: number, result: readonly Part[] | ZmqError) => {
    const isKnown = end._outcome(id, result);
    if (isKnown) {
      count(-1);
    }
    end._room();
    return isKnown;
  };

  const unfit = (parts: readonly Part[]) => {
    const { maxMessageBytes = Infinity, maxParts = Infinity } = carrier._limits!;
    const limit = Math.min(maxMessageBytes, maxBytes);
    // A character is three bytes at most: what is small enough by that need not be encoded to be counted.
    const most = parts.reduce((total, part) => total + (typeof part === 'string' ? 3 : 1) * part.length, 0);
    const length = most > limit ? lengthOf(parts) : most;
    return length > limit || parts.length > maxParts
      ? failure('too_large', `${length} bytes in ${parts.length} parts: the bridge takes ${limit} in ${maxParts}.`)
      : carrier._unfit(parts, end);
  };

  /** An `op` that is not here is not known, and changes nothing. */
  const onControl = (said: Said) => {
    const { op, id, messages, notice = op } = said;
    if (op === 'opened') {
      ({ credit = Infinity, maxMessageBytes: maxBytes = Infinity } = said);
      end._opened(said);
    } else if (op === 'refused' || op === 'closed') {
      forget();
      end._denied(errorOf(said));
    } else if (op === 'failed' || op === 'error') {
      const error = errorOf(said);
      if (!outcome(id, error) && op === 'error') {
        end._erred(error);
      }
    } else if (op === 'cancel') {
      end._withdrawn(id);
    } else if (op === 'credit') {
      credit += messages;
      end._room();
    } else if (op === 'subscribed' || op === 'heard') {
      end._subscription(op, said.topics.map(partOf));
    } else if (/^(notice|dropped|gap)$/.test(op)) {
      end._noticed(object(json({ notice, count: messages, after: said.after, from: said.from })) as never);
    }
  };

  return {
    _end: end,
    _open(opening) {
      control('open', opening);
    },
    _unfit: unfit,
    _request(id, parts, millis) {
      const sent = carrier._hasPlace() && data(REQUEST, parts, id, millis);
      if (sent) {
        count(1);
      }
      return sent;
    },
    _cancel(id) {
      control('cancel', { id });
      count(-1);
    },
    _message: (parts) => credit > 0 && data(MESSAGE, parts) && credit-- > 0,
    _reply(id, result) {
      const error = typeof result === 'string' ? undefined : unfit(result);
      if (typeof result !== 'string' && !error) {
        return data(REPLY, result, id);
      }
      return control('failed', { id, text: error ? error.message : result }) && !error;
    },
    _subscribe(topics, options) {
      control('subscribe', { topics: topics.map(topicOf), ...options });
    },
    _unsubscribe(topics) {
      control('unsubscribe', { topics: topics.map(topicOf) });
    },
    _allow(messages) {
      control('credit', { messages });
    },
    _close() {
      control('close');
      forget();
    },
    _heard(spoken) {
      if ('op' in spoken) {
        onControl(spoken as Said);
        return;
      }
      const { kind, numbers, parts } = spoken;
      const [, id, low] = numbers as number[];
      if (kind === REQUEST) {
        end._asked(id!, parts);
      } else if (kind === REPLY) {
        outcome(id!, parts);
      } else {
        end._arrived(parts, kind === ITEM ? id! * 2 ** 32 + low! : undefined);
      }
    },
  };
}

/** The error that a control frame with a code stands for. */
export function errorOf({ code, text }: ControlFrame): ZmqError {
  return failure(wordOf(code), typeof text === 'string' ? text : 'no reason given');
}
