import type { Frame } from '../wire/frame';
import type { ControlFrame } from '../wire/second';
import type { AskId, Dialect, End, Line, Opening, Spoken } from './wire';
import { REP, SUB } from '../api/constants';
import { failure } from '../failure';
import { decode, json, object, parse } from '../wire/original';
import { MESSAGE, REPLY, REQUEST } from '../wire/second';

/** One socket here: known by its identity, and, to this client, by a channel. */
interface Slot {
  readonly _channel: number;
  readonly _end: End;
  _isOpen?: boolean;
  /** The request that is under way; the wire does not number them, so its outcome is the next that comes. */
  _underWay?: AskId | undefined;
}

/** The first wire: text, one request of a socket at a time, sockets that end with their connection. */
export function first({ _transmit: transmit }: Line): Dialect {
  /** By channel and by identity. */
  const slots = new Map<unknown, Slot>();

  const send = (end: End, content: string, msg_type = 'userlevel') => {
    const frame = { identity: end._identity(), content, msg_type };
    return transmit(json(frame), frame);
  };

  const forget = ({ _channel, _end }: Slot) => {
    slots.delete(_channel);
    slots.delete(_end._identity());
  };

  const answered = (slot: Slot, { status, reclaim, code, error_msg }: Record<string, unknown>): Spoken | undefined => {
    if (slot._isOpen) {
      return undefined;
    }
    slot._isOpen = status === 'success';
    if (slot._isOpen) {
      return { op: 'opened', channel: slot._channel, reclaim };
    }
    forget(slot);
    return { op: 'refused', channel: slot._channel, code: isText(code) ? code : 'not_allowed', text: error_msg };
  };

  /** @param control says who asks for a socket, and for what */
  const open = ({ channel, ...opening }: ControlFrame, end: End) => {
    const { auth, endpoint, filter: msgfilter, notices, reclaim } = opening as unknown as Opening;
    const slot = { _channel: channel as number, _end: end };
    slots.set(channel, slot).set(end._identity(), slot);
    return send(end, json({ ...auth, msgfilter, zmq_conn_string: endpoint, socket_type: end._type, notices, reclaim }), 'connect');
  };

  const sayControl = (control: ControlFrame, end: End) => {
    const { op, channel } = control;
    if (op === 'open') {
      return open(control, end);
    }
    if (op === 'close') {
      forget(slots.get(channel)!);
    } else if (op === 'subscribe') {
      end._erred(unsupported('topics'));
    }
    return false;
  };

  const sayRequest = (slot: Slot, id: AskId, text: string) => {
    const sent = slot._underWay === undefined && send(slot._end, text);
    if (sent) {
      slot._underWay = id;
    }
    return sent;
  };

  return {
    _welcome: { op: 'welcome', limits: {} },
    _decode: decode,
    _meaning(frame) {
      const { identity, content, msg_type } = frame as Frame;
      const slot = slots.get(identity);
      if (!slot) {
        return undefined;
      }
      if (msg_type === 'connection_reply') {
        return answered(slot, object(content));
      }
      if (msg_type === 'notice') {
        const { notice, count } = object(content);
        return { op: msg_type, channel: slot._channel, notice, messages: count };
      }
      return slot._isOpen ? delivered(slot, content, msg_type) : undefined;
    },
    _say(spoken, end) {
      if ('op' in spoken) {
        return sayControl(spoken, end!);
      }
      const [channel, id] = spoken.numbers;
      const parts = spoken.parts as string[];
      return spoken.kind === REQUEST ? sayRequest(slots.get(channel)!, id!, parts[0]!) : send(end!, json([id, '', ...parts]));
    },
    _misfit: ({ type, topics }) => (/^RE[QP]$/.test(type) || (type === 'SUB' && String(topics) === '') ? undefined : unsupported('topics, and only REQ, REP and SUB')),
    _unfit: (parts, { _type }) => (parts.every(isText) && (_type === REP || parts.length === 1) ? undefined : unsupported('bytes and several parts')),
  };
}

function delivered(slot: Slot, content: string, msg_type: string | undefined): Spoken | undefined {
  const { _channel: channel, _end, _underWay: id } = slot;
  if (_end._type === SUB) {
    return { kind: MESSAGE, numbers: [channel], parts: [content] };
  }
  if (_end._type === REP) {
    const frames = parse(content);
    return Array.isArray(frames) && frames.length > 1 && frames.every(isText)
      ? { kind: REQUEST, numbers: [channel, frames[0]!], parts: frames.slice(2) }
      : undefined;
  }
  if (id === undefined) {
    return undefined;
  }
  slot._underWay = undefined;
  if (msg_type === 'error') {
    const { code, error_msg } = object(content);
    return { op: 'failed', channel, id, code, text: error_msg };
  }
  return { kind: REPLY, numbers: [channel, id], parts: [content] };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function unsupported(what: string) {
  return failure('unsupported', `The first wire has no ${what}.`);
}
