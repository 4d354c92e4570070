import type { Line } from './line';
import type { Refusal } from './doors';
import type { StreamEvent } from './events';
import { Unreached } from './doors';
import { parserOf } from './events';

/** A stream that has not begun by then is held back by somebody on the way. */
const BEGIN_MILLIS = 10_000;
/** One that has said nothing for so many of its heartbeats is dead. */
const SILENT_HEARTBEATS = 1.5;

/** One answer of `GET /sub/NAME`, read to its end. */
export interface Stream {
  /** Resolves when it has ended, or with why there was none; rejects with `Unreached` where no bridge answers. */
  read(): Promise<Refusal | undefined>;
  stop(): void;
}

export function stream(
  line: Line,
  endpoint: string,
  topics: readonly Uint8Array[],
  place: string | undefined,
  onEvent: (event: StreamEvent) => Promise<void>,
): Stream {
  const aborting = new AbortController();
  const stop = () => aborting.abort();
  line.signal.addEventListener('abort', stop);
  let timer: unknown;
  let patience = BEGIN_MILLIS;

  /** Somebody has to say something, or it is over. */
  const listenOn = () => {
    clearTimeout(timer as number);
    timer = setTimeout(stop, patience);
  };

  const take = async (event: StreamEvent) => {
    if (event.name === 'zwb.open') {
      patience = SILENT_HEARTBEATS * (event.data as { heartbeatMillis: number }).heartbeatMillis;
    }
    clearTimeout(timer as number); // while the page has no room, nothing is read
    await onEvent(event);
    listenOn();
  };

  const readAll = async (response: Response) => {
    const parse = parserOf(response.headers.get('Content-Type') || '');
    const decoder = new TextDecoder();
    const reader = response.body!.getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      listenOn();
      for (const event of parse(decoder.decode(value, { stream: true }))) {
        if (!aborting.signal.aborted) {
          await take(event);
        }
      }
    }
  };

  const read = async () => {
    listenOn();
    try {
      const response = await line.doors.listen(endpoint, topics, place, aborting.signal);
      if ('text' in response && typeof response.text === 'string') {
        return response as Refusal;
      }
      await readAll(response as Response).catch(() => undefined); // cut, or silent: it has ended
      if (patience === BEGIN_MILLIS) {
        throw new Unreached('a stream ended before it had begun');
      }
      return undefined;
    } finally {
      clearTimeout(timer as number);
    }
  };

  return { read, stop };
}
