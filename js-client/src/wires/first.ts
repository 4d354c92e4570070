import type { Part } from '../api/socket';
import type { Frame } from '../wire/frame';
import type { AskId, Channel, End, Line, Opening, Wire } from './wire';
import { REP, REQ, SUB } from '../api/constants';
import { ZmqError } from '../errors';
import { decode, json, object, parse } from '../wire/original';

/** The first wire: text, one request of a socket at a time, sockets that end with their connection. */
export class FirstWire implements Wire {
  private readonly _channels = new Map<string, FirstChannel>();

  constructor(private readonly _line: Line) {}

  _start(): void {
    this._line._live();
  }

  _decode(data: unknown): Frame | undefined {
    return decode(data);
  }

  _handle(frame: object): void {
    this._channels.get((frame as Frame).identity)?._handle(frame as Frame);
  }

  _misfit({ type, topics }: Opening): ZmqError | undefined {
    const fits = (type === SUB && !topics) || type === REQ || type === REP;
    return fits ? undefined : unsupported('topics, and no sockets but REQ, REP and SUB');
  }

  _open(end: End, { type, endpoint, auth, notices, reclaim }: Opening): Channel {
    const channel = new FirstChannel(end, this);
    this._channels.set(end.identity, channel);
    this._send(end, json({ ...auth, zmq_conn_string: endpoint, socket_type: type, notices: notices || undefined, reclaim }), 'connect');
    return channel;
  }

  /** Nothing on this wire is answered at once without an effect. */
  _ask(): void {}

  _stop(): void {}

  _send({ identity }: End, content: string, msg_type: string): boolean {
    const frame = { identity, content, msg_type };
    return this._line._transmit(json(frame), frame);
  }

  /** The page hears nothing more of it. */
  _forget(end: End, channel: FirstChannel): void {
    if (this._channels.get(end.identity) === channel) {
      this._channels.delete(end.identity);
    }
  }
}

class FirstChannel implements Channel {
  private _isOpen = false;
  /** The request that is under way; the wire does not number them, so its outcome is the next that comes. */
  private _underWay: number | undefined;

  constructor(
    private readonly _end: End,
    private readonly _wire: FirstWire,
  ) {}

  _handle({ content, msg_type }: Frame): void {
    if (msg_type === 'connection_reply') {
      this._answered(object(content));
    } else if (msg_type === 'notice') {
      this._end._noticed(object(content) as never);
    } else if (this._isOpen) {
      this._deliver(content, msg_type);
    }
  }

  _unfit(parts: readonly Part[]): ZmqError | undefined {
    return parts.length === 1 && isText(parts[0]) ? undefined : unsupported('bytes and several parts');
  }

  _request(id: number, parts: readonly Part[]): boolean {
    const sent = this._underWay === undefined && this._message(parts);
    if (sent) {
      this._underWay = id;
    }
    return sent;
  }

  /** Its outcome still comes. */
  _cancel(): void {}

  _message([text]: readonly Part[]): boolean {
    return this._wire._send(this._end, text as string, 'userlevel');
  }

  _reply(id: AskId, outcome: readonly Part[] | string): boolean {
    return !isText(outcome) && outcome.every(isText) && this._message([json([id, '', ...outcome])]);
  }

  _subscribe(): void {
    this._end._erred(unsupported('topics'));
  }

  _unsubscribe(): void {}

  _allow(): void {}

  _close(): void {
    this._wire._forget(this._end, this);
  }

  private _answered(reply: Record<string, unknown>): void {
    if (this._isOpen) {
      return;
    }
    if (reply['status'] === 'success') {
      this._isOpen = true;
      this._end._opened(reply);
    } else {
      this._close();
      this._end._denied(errorOf(reply, 'not_allowed'));
    }
  }

  private _deliver(content: string, msg_type: string | undefined): void {
    const { _end: end, _underWay: id } = this;
    if (end.type === SUB) {
      end._arrived([content]);
    } else if (end.type === REP) {
      const frames = parse(content);
      if (Array.isArray(frames) && frames.length > 1 && frames.every(isText)) {
        end._asked(frames[0]!, frames.slice(2));
      }
    } else if (id !== undefined) {
      this._underWay = undefined;
      if (msg_type === 'error') {
        end._failed(id, errorOf(object(content), 'error'));
      } else {
        end._replied(id, [content]);
      }
      end._room();
    }
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function unsupported(what: string): ZmqError {
  return new ZmqError('unsupported', `This bridge speaks only the first wire, which has no ${what}.`);
}

/** The error that `{"status":"error","error_msg":…,"code":…}` stands for. */
function errorOf({ error_msg, code }: Record<string, unknown>, otherwise: 'not_allowed' | 'error'): ZmqError {
  return new ZmqError(isText(code) ? (code as 'error') : otherwise, isText(error_msg) ? error_msg : 'The bridge gave no reason.');
}
