import type { Part } from '../api/socket';
import type { Frame } from '../wire/frame';
import type { Answer, AskId, Channel, End, Line, Opening, Wire } from './wire';
import { REP, REQ, SUB } from '../api/constants';
import { ZmqError } from '../errors';
import { decode, encode, json, object, parse } from '../wire/original';

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
    return fits ? undefined : unsupported('topics and sockets other than REQ, REP and SUB');
  }

  _open(end: End, opening: Opening): Channel {
    const { identity } = end;
    const channel = new FirstChannel(end, {
      _send: (content: string, msg_type: string) => {
        const frame = { identity, content, msg_type };
        return this._line._transmit(encode(frame), frame);
      },
      _forget: () => this._channels.get(identity) === channel && this._channels.delete(identity),
    });
    this._channels.set(identity, channel);
    channel._connect(opening);
    return channel;
  }

  /** Nothing on this wire is answered at once without an effect. */
  _ask(): void {}

  _stop(): void {}
}

interface Outlet {
  _send(content: string, msg_type: string): boolean;
  _forget(): void;
}

class FirstChannel implements Channel {
  private _isOpen = false;
  /** The request that is under way; the wire does not number them, so its outcome is the next that comes. */
  private _underWay: number | undefined;

  constructor(
    private readonly _end: End,
    private readonly _outlet: Outlet,
  ) {}

  _connect({ type, endpoint, auth, notices, reclaim }: Opening): void {
    const members = { ...auth, zmq_conn_string: endpoint, socket_type: type, ...(notices && { notices }), reclaim };
    this._outlet._send(json(members), 'connect');
  }

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
    return parts.length === 1 && typeof parts[0] === 'string' ? undefined : unsupported('bytes and several parts');
  }

  _request(id: number, [text]: readonly Part[]): boolean {
    if (this._underWay !== undefined || !this._message([text!])) {
      return false;
    }
    this._underWay = id;
    return true;
  }

  /** Its outcome still comes. */
  _cancel(): void {}

  _message([text]: readonly Part[]): boolean {
    return this._outlet._send(text as string, 'userlevel');
  }

  _reply(id: AskId, outcome: readonly Part[] | string): boolean {
    const fits = typeof outcome !== 'string' && outcome.every((part) => typeof part === 'string');
    return fits && this._message([json([id, '', ...outcome])]);
  }

  _subscribe(): void {
    this._end._erred(unsupported('topics'));
  }

  _unsubscribe(): void {}

  _allow(): void {}

  _close(): void {
    this._outlet._forget();
  }

  private _answered(reply: Record<string, unknown>): void {
    if (this._isOpen) {
      return;
    }
    if (reply['status'] === 'success') {
      this._isOpen = true;
      this._end._opened(reply as Answer);
    } else {
      this._outlet._forget();
      this._end._denied(errorOf(reply, 'not_allowed'));
    }
  }

  private _deliver(content: string, msg_type: string | undefined): void {
    const end = this._end;
    if (end.type === SUB) {
      end._arrived([content]);
    } else if (end.type === REP) {
      const frames = strings(parse(content));
      if (frames && frames.length > 1) {
        end._asked(frames[0]!, frames.slice(2));
      }
    } else if (this._underWay !== undefined) {
      const id = this._underWay;
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

function unsupported(what: string): ZmqError {
  return new ZmqError('unsupported', `This bridge speaks only the first wire, which has no ${what}.`);
}

/** The error that `{"status":"error","error_msg":…,"code":…}` stands for. */
function errorOf({ error_msg, code }: Record<string, unknown>, otherwise: 'not_allowed' | 'error'): ZmqError {
  const text = typeof error_msg === 'string' ? error_msg : 'The bridge gave no reason.';
  return new ZmqError(typeof code === 'string' ? (code as 'error') : otherwise, text);
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
