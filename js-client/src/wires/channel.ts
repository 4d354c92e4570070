import type { Part, SubscribeOptions } from '../api/socket';
import type { Answer, AskId, Channel, End, Opening } from './wire';
import type { ControlFrame, DataFrame } from '../wire/second';
import type { SecondWire } from './second';
import { DEALER, PULL, REP, SUB } from '../api/constants';
import { ZmqError } from '../errors';
import { NAMES } from '../names';
import { wordOf } from '../wire/codes';
import { json, object } from '../wire/original';
import { bytesOf } from '../wire/part';
import { ITEM, MESSAGE, REPLY, REQUEST } from '../wire/second';

const NOTICES = ['notice', 'dropped', 'gap'];
/** The prefix of everything. */
const ALL = [''];

/** One channel of the second wire. */
export class SecondChannel implements Channel {
  private readonly _underWay = new Set<number>();
  /** How many more messages the bridge takes. */
  private _credit = Infinity;
  private _maxMessageBytes = Infinity;

  constructor(
    private readonly _number: number,
    readonly _end: End,
    private readonly _wire: SecondWire,
  ) {}

  _open({ type, endpoint, auth: { msgfilter: filter, ...auth }, notices, isNamed, reclaim, topics = ALL, options, credit }: Opening): void {
    this._control('open', {
      type: NAMES[type]!.toUpperCase(),
      endpoint,
      auth: Object.keys(auth).length > 0 ? auth : undefined,
      notices: notices || undefined,
      identity: type === REP || (isNamed && (type === DEALER || type === PULL)) ? this._end.identity : undefined,
      reclaim,
      credit,
      filter,
      topics: type === SUB && topics.length > 0 ? topics.map(topicOf) : undefined,
      ...options,
    });
  }

  _unfit(parts: readonly Part[]): ZmqError | undefined {
    const { maxMessageBytes, maxParts } = this._wire._limits;
    const limit = Math.min(maxMessageBytes, this._maxMessageBytes);
    // A character is three bytes at most: what is small enough by that need not be encoded to be counted.
    const most = parts.reduce((sum, part) => sum + (typeof part === 'string' ? 3 : 1) * part.length, 0);
    const length = most > limit ? parts.reduce((sum, part) => sum + bytesOf(part).length, 0) : most;
    return length > limit || parts.length > maxParts
      ? new ZmqError('too_large', `${length} bytes in ${parts.length} parts are more than the bridge takes (${limit} in ${maxParts}).`)
      : undefined;
  }

  _request(id: number, parts: readonly Part[], millis: number): boolean {
    return this._wire._takePlace() && Boolean(this._underWay.add(id)) && this._data(REQUEST, [id, millis], parts);
  }

  _cancel(id: number): void {
    this._control('cancel', { id });
    this._settle(id);
  }

  _message(parts: readonly Part[]): boolean {
    return this._credit > 0 && Boolean(this._credit--) && this._data(MESSAGE, [], parts);
  }

  _reply(id: AskId, outcome: readonly Part[] | string): boolean {
    const error = typeof outcome === 'string' ? undefined : this._unfit(outcome);
    if (typeof outcome !== 'string' && !error) {
      return this._data(REPLY, [id as number], outcome);
    }
    this._control('failed', { id, text: error?.message ?? outcome });
    return !error;
  }

  _subscribe(topics: readonly Part[], options: SubscribeOptions): void {
    this._control('subscribe', { topics: topics.map(topicOf), ...options });
  }

  _unsubscribe(topics: readonly Part[]): void {
    this._control('unsubscribe', { topics: topics.map(topicOf) });
  }

  _allow(messages: number): void {
    this._control('credit', { messages });
  }

  _close(): void {
    this._control('close');
    this._forget();
  }

  _onData({ kind, numbers: [, first, second], parts }: DataFrame): void {
    const end = this._end;
    if (kind === REQUEST) {
      end._asked(first!, parts);
    } else if (kind === REPLY) {
      end._replied(first!, parts);
      this._settle(first!);
    } else {
      end._arrived(parts, kind === ITEM ? first! * 2 ** 32 + second! : undefined);
    }
  }

  /** An `op` that is not here is not known, and changes nothing. */
  _onControl(frame: Said): void {
    const { op, id, messages } = frame;
    const end = this._end;
    if (op === 'opened') {
      this._onOpened(frame);
    } else if (op === 'refused' || op === 'closed') {
      this._forget();
      end._denied(errorOf(frame));
    } else if (op === 'failed' || op === 'error') {
      this._onFailed(id, errorOf(frame));
    } else if (op === 'cancel') {
      end._withdrawn(id);
    } else if (op === 'credit') {
      this._credit += messages;
      end._room();
    } else if (op === 'subscribed') {
      end._subscribed(frame.topics.map(partOf));
    } else if (NOTICES.includes(op)) {
      end._noticed(object(json({ notice: frame.notice ?? op, count: messages, after: frame.after, from: frame.from })) as never);
    }
  }

  private _onOpened(frame: Said): void {
    this._credit = frame.credit ?? Infinity;
    this._maxMessageBytes = frame.maxMessageBytes ?? Infinity;
    this._end._opened(frame);
  }

  private _onFailed(id: number, error: ZmqError): void {
    if (this._underWay.has(id)) {
      this._end._failed(id, error);
      this._settle(id);
    } else {
      this._end._erred(error);
    }
  }

  private _settle(id: number): void {
    if (this._underWay.delete(id)) {
      this._wire._givePlaces(1);
    }
  }

  private _forget(): void {
    this._wire._forget(this._number);
    this._wire._givePlaces(this._underWay.size);
  }

  private _control(op: string, members?: object): void {
    this._wire._control({ op, channel: this._number, ...members });
  }

  private _data(kind: number, numbers: number[], parts: readonly Part[]): boolean {
    return this._wire._data({ kind, numbers: [this._number, ...numbers], parts: parts.map(bytesOf) });
  }
}

/** The members of control frames to a channel, as the bridge means them. */
export interface Said extends ControlFrame, Answer {
  readonly id: number;
  readonly messages: number;
  readonly credit?: number;
  readonly maxMessageBytes?: number;
  readonly topics: readonly unknown[];
  readonly notice?: unknown;
  readonly after?: unknown;
  readonly from?: unknown;
}

/** Text stands for its UTF-8. */
function topicOf(topic: Part): unknown {
  return typeof topic === 'string' ? topic : { base64: btoa(Array.from(topic, (byte) => String.fromCharCode(byte)).join('')) };
}

function partOf(topic: unknown): Part {
  const { base64 } = topic as { base64?: string };
  return base64 === undefined ? (topic as string) : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The error that a control frame with a code stands for. */
export function errorOf({ code, text }: ControlFrame): ZmqError {
  return new ZmqError(wordOf(code), String(text ?? 'The bridge gave no reason.'));
}
