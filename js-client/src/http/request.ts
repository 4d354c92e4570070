import type { Line, Room } from './line';
import { Unreached } from './doors';
import { closeOf, codeOfPosted } from './refusals';
import { REPLY } from '../wire/second';

const LOST = 1006;
const NOT_FOUND = 404;

/** A REQ: each request is a POST, and its reply the answer. */
export function requests(channel: number, endpoint: string, line: Line): Room {
  const underWay = new Map<number, AbortController>();

  const ask = async (id: number, parts: readonly Uint8Array[], signal: AbortSignal) => {
    const outcome = await line.doors.post('req', endpoint, parts, signal);
    if (!underWay.delete(id)) {
      return;
    }
    if ('parts' in outcome) {
      line.tellData({ kind: REPLY, numbers: [channel, id], parts: outcome.parts });
      return;
    }
    const close = closeOf(outcome);
    if (close) {
      line.end(close, outcome.text);
      return;
    }
    const code = codeOfPosted(outcome);
    line.tell({ op: 'failed', channel, id, code, text: outcome.text });
    if (outcome.status === NOT_FOUND) {
      line.tell({ op: 'closed', channel, code, text: outcome.text });
    }
  };

  const giveUp = (id: number) => {
    const aborting = underWay.get(id);
    underWay.delete(id);
    aborting?.abort();
  };
  line.signal.addEventListener('abort', () => Array.from(underWay.keys()).forEach(giveUp));

  return {
    control({ op, id }) {
      if (op === 'cancel') {
        giveUp(id as number);
      } else if (op === 'close') {
        Array.from(underWay.keys()).forEach(giveUp);
      }
    },
    data({ numbers, parts }) {
      const id = numbers[1]!;
      const aborting = new AbortController();
      underWay.set(id, aborting);
      ask(id, parts, aborting.signal).catch((error: Error) => {
        if (underWay.has(id)) {
          line.end(LOST, error instanceof Unreached ? error.message : String(error));
        }
      });
    },
  };
}
