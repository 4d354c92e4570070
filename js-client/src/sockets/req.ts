import type { Content, Message, Part, ReplyCallback, ReqSocket, RequestOptions } from '../api/socket';
import type { Core, Kind } from './core';
import { ZmqError } from '../errors';
import { callBack } from '../report';
import { last, messageOf } from './message';
import { queue } from './queue';
import type { Request } from './request';

/**
 * Sends requests; each has exactly one outcome. What `send` sent goes one after the other, as pages of the original and every REQ rely
 * on; of what `request` sent, as many are under way as the wire takes.
 */
export function req(core: Core): Partial<Kind> {
  const { clock, requestTimeout } = core._session.settings;
  /** Sent, and no outcome there yet, by their ids. */
  const sent = new Map<number, Request>();
  let lastId = 0;
  /** The one that `send` sent and that has no outcome yet. */
  let turn: Request | undefined;

  const take = (id: number) => {
    const taken = sent.get(id);
    sent.delete(id);
    if (taken === turn) {
      turn = undefined;
    }
    return taken;
  };

  const { _submit, ...kind } = queue(core, {
    _send(request) {
      const millis = request._due && Math.max(1, request._due - clock.now());
      const isSent = !(request._inTurn && turn) && core._channel!._request(lastId + 1, request._parts, millis);
      if (isSent) {
        sent.set(++lastId, request);
        turn = request._inTurn ? request : turn;
      }
      return isSent;
    },
    _takeSent() {
      const taken = Array.from(sent.values());
      sent.clear();
      turn = undefined;
      return taken;
    },
    _onGivenUp(request) {
      sent.forEach((other, id) => {
        if (other === request) {
          take(id);
          if (core._channel) {
            core._channel._cancel(id);
          }
        }
      });
      kind._room();
    },
  });

  const face: Pick<ReqSocket<Part>, 'send' | 'request'> = {
    send(content: Content, second: RequestOptions | ReplyCallback<Part> = {}, third?: ReplyCallback<Part>) {
      const [options, callback] = typeof second === 'function' ? [{}, second] : [second, third];
      return callBack(core._face, _submit(content, options, last<Part>, requestTimeout, true), callback);
    },
    request: (content, options = {}) => _submit(content, options, (reply: Message<Part>) => reply, requestTimeout),
  };
  Object.assign(core._face, face);

  return {
    ...kind,
    _outcome(id, outcome) {
      const request = take(id);
      if (request) {
        if (outcome instanceof ZmqError) {
          request._fail(outcome);
        } else {
          request._succeed(messageOf(outcome, core._options.binary));
        }
      }
      return Boolean(request);
    },
  };
}
