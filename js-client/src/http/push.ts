import type { Refusal } from './doors';
import type { Line, Room } from './line';
import { pause } from './line';
import { closeOf, codeOfPosted } from './refusals';

const LOST = 1006;
const NOT_FOUND = 404;
const UNAVAILABLE = 503;
/** So many messages wait here at most; the page hears of each that ZeroMQ has. */
export const PUSH_CREDIT = 16;
const AGAIN_MILLIS = 1_000;

/** A PUSH or PUB: one POST after the other, so that messages stay in order. */
export function pushes(channel: number, endpoint: string, type: string, line: Line): Room {
  const waiting: (readonly Uint8Array[])[] = [];
  let isBusy = false;
  let isClosed = false;

  const tell = (op: string, more: object) => isClosed || line.tell({ op, channel, ...more });

  /** False where nothing more can be sent. */
  const onRefused = (refusal: Refusal) => {
    const close = type === 'PUB' && refusal.status === 403 ? undefined : closeOf(refusal); // a topic, not the client
    const code = codeOfPosted(refusal);
    if (close) {
      line.end(close, refusal.text);
    } else if (refusal.status === NOT_FOUND) {
      tell('closed', { code, text: refusal.text });
    } else {
      tell('error', { code, text: refusal.text });
      return true;
    }
    return false;
  };

  const sendAll = async () => {
    while (waiting.length > 0 && !line.signal.aborted) {
      const outcome = await line.doors.post('push', endpoint, waiting[0]!, line.signal);
      if ('status' in outcome && outcome.status === UNAVAILABLE) {
        await pause(AGAIN_MILLIS, line.signal); // nobody has taken it: it was not sent
        continue;
      }
      waiting.shift();
      if ('status' in outcome && !onRefused(outcome)) {
        waiting.length = 0;
        return;
      }
      tell('credit', { messages: 1 });
    }
  };

  return {
    control({ op }) {
      isClosed = isClosed || op === 'close'; // what was sent before goes on
    },
    data({ parts }) {
      waiting.push(parts);
      if (!isBusy) {
        isBusy = true;
        sendAll()
          .catch((error: Error) => line.end(LOST, error.message))
          .finally(() => (isBusy = false));
      }
    },
  };
}
