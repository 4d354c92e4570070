import type { Line, Room } from './line';
import type { StreamEvent } from './events';
import type { ControlFrame } from '../wire/second';
import { Unreached } from './doors';
import { pause } from './line';
import { closeOf, codeOfListened } from './refusals';
import { stream, type Stream } from './stream';
import { ITEM, MESSAGE } from '../wire/second';
import { bytesOf } from '../wire/part';
import { partOf } from '../wire/topic';

const LOST = 1006;
const LIMIT = 1304;
const NOT_OFFERED = 1503;
const SLOW_READER = 1501;
/** A stream that has ended is opened again after no more than this; if that fails, the connection is over. */
const AGAIN_MILLIS = 500;
/** `epoch-offset`, and perhaps more after it. */
const PLACE = /^([0-9a-f]{1,16})-(\d{1,16})/;

/** A SUB: one stream of publications, and another one when its topics change, or when it ends. */
export function subscription(channel: number, opening: ControlFrame, line: Line): Room {
  const endpoint = opening['endpoint'] as string;
  const topics = new Map<string, unknown>();
  /** What `subscribed` is still to tell of. */
  let asked: unknown[] = [];
  let credit = opening['credit'] === undefined ? Infinity : (opening['credit'] as number);
  let onCredit: (() => void) | undefined;
  let current: Stream | undefined;
  let isOpened = false;
  let isClosed = false;
  let isDue = false;
  /** Something may have been missed. */
  let isTorn = false;
  let place = placeOf(opening['after']);
  /** The place that the present stream was asked to go on from. */
  let resumed: string | undefined;

  const say = (op: string, more: object = {}) => line.tell({ op, channel, ...more });
  const key = () => `${endpoint} ${Array.from(topics.keys()).sort().join(' ')}`;

  const close = (op?: string, code = 0, text = '') => {
    isClosed = true;
    current?.stop();
    onCredit?.();
    line.streams.delete(channel);
    if (op) {
      say(op, { code, text });
    }
  };

  /** @param from where the stream begins, as the bridge says, or else where it was asked to go on */
  const opened = (from?: string) => {
    const [, epoch] = PLACE.exec(from || '') || [];
    if (!isOpened) {
      isOpened = true;
      say('opened', { epoch });
    } else if (isTorn && !epoch) {
      say('gap'); // where there are places, the bridge says what is lost
    }
    isTorn = true;
    if (asked.length > 0) {
      say('subscribed', { topics: asked });
      asked = [];
    }
  };

  const onGap = (data: { dropped?: number; after?: number; from?: number }) =>
    data.dropped === undefined ? say('gap', data) : say('dropped', { messages: data.dropped, code: SLOW_READER });

  const onEvent = async ({ id, name, data, parts }: StreamEvent) => {
    if (name === 'zwb.open') {
      opened(id || resumed);
    } else if (name === 'zwb.gap') {
      onGap(data as object);
    } else if (parts) {
      while (credit <= 0 && !isClosed) {
        await new Promise<void>((resolve) => (onCredit = resolve)); // the stream is not read meanwhile
      }
      credit -= 1;
      const [, , offset] = PLACE.exec(id || '') || [];
      const at = Number(offset);
      line.tellData(offset ? { kind: ITEM, numbers: [channel, Math.floor(at / 2 ** 32), at % 2 ** 32], parts } : { kind: MESSAGE, numbers: [channel], parts });
    }
    if (id) {
      place = id;
      line.places.set(key(), id);
    }
  };

  /** What has become of a stream: nobody may come in, or not to this, or it ended. */
  const run = async (own: Stream) => {
    const refusal = await own.read();
    if (own !== current || isClosed) {
      return;
    }
    if (!refusal) {
      await pause(Math.random() * AGAIN_MILLIS, line.signal);
      if (own === current && !isClosed && !line.signal.aborted) {
        start();
      }
      return;
    }
    const closed = closeOf(refusal);
    if (closed) {
      line.end(closed, refusal.text);
    } else {
      close(isOpened ? 'closed' : 'refused', codeOfListened(refusal), refusal.text);
    }
  };

  const start = () => {
    isDue = false;
    current?.stop();
    current = undefined;
    if (topics.size === 0) {
      line.streams.delete(channel);
      opened();
      return;
    }
    resumed = place || line.places.get(key());
    const own = (current = stream(line, endpoint, Array.from(topics.values(), bytesOfTopic), resumed, onEvent));
    run(own).catch((error: Error) => {
      if (own === current && !isClosed) {
        line.end(LOST, error instanceof Unreached ? error.message : String(error));
      }
    });
  };

  /** All that a page says in one breath is one stream. */
  const startSoon = () => {
    if (!isDue) {
      isDue = true;
      setTimeout(() => isClosed || line.signal.aborted || start());
    }
  };

  const subscribe = ({ topics: more = [], last, fresh, heard, perSecond }: ControlFrame) => {
    (more as unknown[]).forEach((topic) => topics.set(String(bytesOfTopic(topic)), topic));
    asked.push(...(more as unknown[]));
    if (last || fresh || heard || perSecond) {
      say('error', { code: NOT_OFFERED, text: 'By HTTP there is no last, fresh, heard or perSecond.' });
    }
    startSoon();
  };

  const { maxStreams = 4 } = line.options;
  if (line.streams.size >= maxStreams) {
    close('refused', LIMIT, `By HTTP there are at most ${maxStreams} SUB sockets at once (maxStreams).`);
  } else {
    line.streams.add(channel);
    subscribe(opening);
  }

  return {
    control(frame) {
      if (frame.op === 'subscribe') {
        subscribe(frame);
      } else if (frame.op === 'unsubscribe') {
        (frame['topics'] as unknown[]).forEach((topic) => topics.delete(String(bytesOfTopic(topic))));
        startSoon();
      } else if (frame.op === 'credit') {
        credit += frame['messages'] as number;
        onCredit?.();
      } else if (frame.op === 'close') {
        close();
      }
    },
    data() {
      say('error', { code: 2002, text: 'A SUB socket does not send.' });
    },
  };
}

function bytesOfTopic(topic: unknown): Uint8Array {
  return bytesOf(partOf(topic));
}

/** Where the page was, by either transport. */
function placeOf(after: unknown): string | undefined {
  const { epoch, offset } = (after || {}) as { epoch?: string; offset?: number };
  return epoch === undefined ? undefined : `${epoch}-${offset}`;
}
