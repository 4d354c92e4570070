import type { Notice, Part, SubscribeOptions } from '../api/socket';
import type { Answer, AskId, Channel, End, Opening } from './wire';
import type { ControlFrame, DataFrame } from '../wire/second';
import type { SecondWire } from './second';
import { DEALER, PULL, REP, SUB } from '../api/constants';
import { ZmqError } from '../errors';
import { NAMES } from '../names';
import { bytesOf } from '../wire/part';
import { ITEM, MESSAGE, REPLY, REQUEST } from '../wire/second';
import { errorOf } from './second';

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
    const length = parts.reduce((sum, part) => sum + bytesOf(part).length, 0);
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

  _onControl(frame: ControlFrame): void {
    ON[frame.op]?.(this, this._end, frame as never);
  }

  /** The bridge has said the last about this channel. */
  _ended(frame: ControlFrame): void {
    this._forget();
    this._end._denied(errorOf(frame));
  }

  _onOpened({ credit, maxMessageBytes }: Said): void {
    this._credit = credit ?? Infinity;
    this._maxMessageBytes = maxMessageBytes ?? Infinity;
  }

  _onCredit(messages: number): void {
    this._credit += messages;
    this._end._room();
  }

  _onFailed(id: number, frame: ControlFrame): void {
    if (this._underWay.has(id)) {
      this._end._failed(id, errorOf(frame));
      this._settle(id);
    } else {
      this._end._erred(errorOf(frame));
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
interface Said extends ControlFrame, Answer {
  readonly id: number;
  readonly messages: number;
  readonly credit?: number;
  readonly maxMessageBytes?: number;
  readonly topics: readonly unknown[];
}

/** What is done with each `op`; one that is not here is not known, and changes nothing. */
const ON: Record<string, (channel: SecondChannel, end: End, frame: Said) => void> = {
  opened(channel, end, frame) {
    channel._onOpened(frame);
    end._opened(frame);
  },
  refused: (channel, _, frame) => channel._ended(frame),
  closed: (channel, _, frame) => channel._ended(frame),
  failed: (channel, _, frame) => channel._onFailed(frame.id, frame),
  error: (channel, _, frame) => channel._onFailed(frame.id, frame),
  cancel: (_, end, { id }) => end._withdrawn(id),
  credit: (channel, _, { messages }) => channel._onCredit(messages),
  dropped: (_, end, { messages }) => end._noticed({ notice: 'dropped', count: messages }),
  gap: (_, end, frame) => end._noticed({ ...(frame as object), notice: 'gap' } as Notice),
  notice: (_, end, frame) => end._noticed(frame as never),
  subscribed: (_, end, { topics }) => end._subscribed(topics.map(partOf)),
};

/** Text stands for its UTF-8. */
function topicOf(topic: Part): unknown {
  return typeof topic === 'string' ? topic : { base64: btoa(Array.from(topic, (byte) => String.fromCharCode(byte)).join('')) };
}

function partOf(topic: unknown): Part {
  const { base64 } = topic as { base64?: string };
  return base64 === undefined ? (topic as string) : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
