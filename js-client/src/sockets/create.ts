import type { SocketOptions } from '../api/socket';
import type { Session } from '../session';
import type { VirtualSocket } from './socket';
import { REP, REQ, SUB } from '../api/constants';
import { ZmqError } from '../errors';
import { NAMES } from '../names';
import { MessageSocket } from './messages';
import { RepSocket } from './rep';
import { ReqSocket } from './req';
import { SubSocket } from './sub';

export function createSocket(session: Session, type: unknown, options: SocketOptions = {}): VirtualSocket {
  if (typeof type !== 'number' || !NAMES[type]) {
    throw new ZmqError('malformed', `A socket's type is zmq.REQ or another of ZeroMQ's, not ${String(type)}.`);
  }
  switch (type) {
    case REQ:
      return new ReqSocket(session, options);
    case REP:
      return new RepSocket(session, options);
    case SUB:
      return new SubSocket(session, options);
    default:
      return new MessageSocket(session, options, type);
  }
}
