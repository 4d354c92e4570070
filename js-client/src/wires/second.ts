import type { Close } from '../api/context';
import type { Line, End, Opening, Wire } from './wire';
import type { ControlFrame, DataFrame, SecondFrame } from '../wire/second';
import { json, object } from '../wire/original';
import { decodeData, encodeData } from '../wire/second';
import { Pulse } from './pulse';
import { SecondChannel, errorOf, type Said } from './channel';

/** A line that has said nothing for so many heartbeats is dead. */
const SILENT_HEARTBEATS = 1.5;
const SILENCE: Close = { code: 1006, reason: 'nothing was heard from the bridge' };

/** What the bridge takes, as its welcome says. */
export interface Limits {
  readonly maxMessageBytes: number;
  readonly maxParts: number;
  readonly maxRequestsInFlight: number;
}

/** The second wire: numbered channels, bytes, credit, and a heartbeat that a page can see. */
export class SecondWire implements Wire {
  /** Known once the bridge has welcomed the page, which is before any socket is opened. */
  _limits!: Limits;
  /** Requests of all channels without an outcome. */
  private _underWay = 0;
  private readonly _channels = new Map<number, SecondChannel>();
  private _lastChannel = 0;
  private _pings = 0;
  private _pulse: Pulse | undefined;

  constructor(private readonly _line: Line) {}

  _decode(data: unknown): SecondFrame | undefined {
    this._pulse?._heard();
    if (typeof data !== 'string') {
      return decodeData(new Uint8Array(data as ArrayBuffer));
    }
    const frame = object(data);
    return typeof frame['op'] === 'string' ? (frame as ControlFrame) : undefined;
  }

  _handle(frame: object): void {
    if ('op' in frame) {
      this._onControl(frame as ControlFrame);
    } else {
      const data = frame as DataFrame;
      this._channels.get(data.numbers[0]!)?._onData(data);
    }
  }

  /** The bridge speaks first. */
  _start(): void {}

  _misfit(): undefined {}

  _open(end: End, opening: Opening): SecondChannel {
    const channel = new SecondChannel(++this._lastChannel, end, this);
    this._channels.set(this._lastChannel, channel);
    channel._open(opening);
    return channel;
  }

  _ask(): void {
    this._pulse?._ask();
  }

  _stop(): void {
    this._pulse?._stop();
  }

  _control(frame: ControlFrame): void {
    this._line._transmit(json(frame), frame);
  }

  _data(frame: DataFrame): boolean {
    return this._line._transmit(encodeData(frame), frame);
  }

  /** Takes a place for one more request of the connection, or says that there is none. */
  _takePlace(): boolean {
    const free = this._underWay < this._limits.maxRequestsInFlight;
    this._underWay += Number(free);
    return free;
  }

  /** Gives places back; who waits for one hears of it. */
  _givePlaces(count: number): void {
    const full = this._underWay >= this._limits.maxRequestsInFlight;
    this._underWay -= count;
    if (full && count) {
      this._channels.forEach((channel) => channel._end._room());
    }
  }

  _forget(number: number): void {
    this._channels.delete(number);
  }

  private _onControl(frame: ControlFrame): void {
    const { op } = frame;
    const channel = this._channels.get(frame['channel'] as number);
    if (op === 'welcome' && !this._limits) {
      this._welcome(frame);
    } else if (channel) {
      channel._onControl(frame as Said);
    } else if (op === 'error' && frame['channel'] === undefined) {
      this._line._complain(errorOf(frame));
    } else if (op === 'notice') {
      this._line._noticed({ notice: frame['notice'] } as never);
    }
  }

  private _welcome({ heartbeatMillis, limits }: ControlFrame): void {
    this._limits = limits as Limits;
    this._pulse = new Pulse(
      this._line._clock,
      SILENT_HEARTBEATS * Number(heartbeatMillis),
      () => this._control({ op: 'ping', id: ++this._pings }),
      () => this._line._abandon(SILENCE),
    );
    this._line._live();
  }
}
