import type { Session } from '../session';
import { REP, REQ, SUB } from '../api/constants';
import { ZmqError } from '../errors';
import { RepSocket } from './rep';
import { ReqSocket } from './req';
import { SubSocket } from './sub';

const CLASSES = { [REQ]: ReqSocket, [SUB]: SubSocket, [REP]: RepSocket };

export function createSocket(session: Session, type: unknown): ReqSocket | SubSocket | RepSocket {
  if (type !== REQ && type !== SUB && type !== REP) {
    throw new ZmqError('malformed', `A socket's type is zmq.REQ, zmq.SUB or zmq.REP, not ${String(type)}.`);
  }
  return new CLASSES[type](session);
}
