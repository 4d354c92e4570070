import type { Ask, Message, Part, RepSocket } from '../api/socket';
import type { AskId } from '../wires/wire';
import type { Core, Kind } from './core';
import { after, nothing } from '../after';
import { report } from '../report';
import { isBytes } from '../wire/part';
import { last, messageOf } from './message';

/** What the page does not see of an ask. */
interface Asked {
  readonly _id: AskId;
  /** `onrequest` has it, which answers in any order. */
  readonly _isGiven: boolean;
}

/** Puts the asks of services to the page, and carries its answers back. */
export function rep(core: Core): Partial<Kind> {
  const { clock, answerTimeout, maxQueued } = core._session.settings;
  /** Those that may still be answered, in order. */
  const asks = new Map<Ask<Part>, Asked>();
  /** The one that `onmessage` is answering. */
  let current: Ask<Part> | undefined;
  let stopDeadline = nothing;

  const face = core._face as RepSocket<Part>;
  Object.assign(face, { onmessage: null, onrequest: null, send: (...parts: Part[]) => Boolean(current) && current!.send(...parts) });

  const release = () => {
    stopDeadline();
    current = undefined;
  };

  const drop = (ask: Ask<Part>) => {
    asks.delete(ask);
    if (ask === current) {
      release();
      next();
    }
  };

  const put = (ask: Ask<Part>, handler: () => void) => {
    try {
      handler();
    } catch (error) {
      report(error);
      ask.fail('the page failed');
    }
  };

  const next = () => {
    const [ask] = Array.from(asks).find(([, { _isGiven }]) => !_isGiven) || [];
    if (ask && !current) {
      current = ask;
      stopDeadline = after(clock, answerTimeout, () => ask.fail('the page did not answer in time'));
      put(ask, () => face.onmessage && face.onmessage(ask.body, ask));
    }
  };

  const open = (id: AskId, parts: Message<Part>): Ask<Part> => {
    const answer = (outcome: readonly Part[] | string) => {
      const sent = asks.has(ask) && Boolean(core._channel) && core._channel!._reply(id, outcome);
      drop(ask);
      return sent;
    };
    const ask: Ask<Part> = {
      body: last(parts),
      parts,
      send: (...given) => answer(given.map((part) => (isBytes(part) ? part : String(part)))),
      fail: answer,
    };
    return ask;
  };

  const forgetAll = () => {
    asks.clear();
    release();
  };

  return {
    _asked(id, parts) {
      const ask = open(id, messageOf(parts, core._options.binary));
      const [oldest] = asks.keys();
      const isFull = asks.size > maxQueued;
      const _isGiven = typeof face.onrequest === 'function';
      asks.set(ask, { _id: id, _isGiven });
      if (_isGiven) {
        if (isFull) {
          drop(oldest!); // of asks that the page never answers not too many are kept
        }
        put(ask, () => face.onrequest!(ask));
      } else if (isFull) {
        ask.fail('too many asks wait');
      } else {
        next();
      }
    },
    /** Nobody waits for the answer any more. */
    _withdrawn(id) {
      asks.forEach(({ _id }, ask) => _id === id && drop(ask));
    },
    /** Answers belong to the connection that asked: what is open is lost with it. */
    _onGone: forgetAll,
    _onEnded: forgetAll,
  };
}
