import type { Doors } from './doors';
import type { HttpFallbackOptions } from './fallback';
import type { Line, Room } from './line';
import type { ControlFrame, DataFrame } from '../wire/second';
import { closeOf } from './refusals';
import { PUSH_CREDIT, pushes } from './push';
import { requests } from './request';
import { subscription } from './subscription';
import { decodeData, encodeData } from '../wire/second';

const LOST = 1006;
const UNAVAILABLE = 1305;
const UNAUTHORIZED = 1301;
const [CONNECTING, OPEN, CLOSED] = [0, 1, 3] as const;
/** Browsers have six connections for a host by HTTP/1.1; what is beyond waits in the page. */
const MAX_REQUESTS = 16;

/** What a context uses of a WebSocket. */
class HttpConnection {
  readyState: number = CONNECTING;
  protocol = '';
  bufferedAmount = 0;
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  send: (data: string | Uint8Array) => void = () => undefined;
  close: () => void = () => undefined;
}

/** Looks like a WebSocket to a bridge that speaks the second wire, and goes through plain doors. */
export function connection(doors: Doors, options: HttpFallbackOptions, places: Map<string, string>): HttpConnection {
  const socket = new HttpConnection();
  const aborting = new AbortController();
  const rooms = new Map<number, Room>();

  const end = (code: number, reason: string) => {
    if (socket.readyState < CLOSED) {
      socket.readyState = CLOSED;
      aborting.abort();
      socket.onclose?.({ code, reason });
    }
  };
  /** Not before the page has done what it is about, as on a line; in order. */
  const say = (data: unknown) => queueMicrotask(() => socket.readyState === OPEN && socket.onmessage?.({ data }));
  const tell = (frame: ControlFrame) => {
    if (frame.op === 'refused' || frame.op === 'closed') {
      rooms.delete(frame['channel'] as number);
    }
    say(JSON.stringify(frame));
  };
  const line: Line = {
    doors,
    options,
    places,
    signal: aborting.signal,
    streams: new Set(),
    tell,
    tellData: (frame) => say(encodeData(frame).buffer),
    end,
  };

  const open = (frame: ControlFrame) => {
    const { channel, type, endpoint } = frame as unknown as { channel: number; type: string; endpoint: string };
    if (frame['auth']) {
      tell({ op: 'refused', channel, code: UNAVAILABLE, text: 'By HTTP nothing is brought along with an opening; bring credentials with the connection.' });
    } else if (type === 'SUB') {
      rooms.set(channel, subscription(channel, frame, line));
    } else if (type === 'REQ') {
      rooms.set(channel, requests(channel, endpoint, line));
      tell({ op: 'opened', channel });
    } else if (type === 'PUSH' || type === 'PUB') {
      rooms.set(channel, pushes(channel, endpoint, type, line));
      tell({ op: 'opened', channel, credit: PUSH_CREDIT });
    } else {
      tell({ op: 'refused', channel, code: UNAVAILABLE, text: `By HTTP there are REQ, SUB, PUSH and PUB; a ${type} needs a WebSocket.` });
    }
  };

  /** Another credential counts from here on; what it is worth, the next request shows. */
  const renew = ({ auth }: ControlFrame) => {
    const { token } = (auth || {}) as { token?: string };
    const refuse = (text: string) => tell({ op: 'error', code: UNAUTHORIZED, text });
    if (typeof token !== 'string') {
      refuse('By HTTP a credential is a token.');
      return;
    }
    doors.bring(token);
    doors.knock(aborting.signal).then(
      (refusal) => (refusal ? refuse(refusal.text) : tell({ op: 'authorized' })),
      (error: Error) => end(LOST, error.message),
    );
  };

  const hear = (frame: ControlFrame) => {
    const room = rooms.get(frame['channel'] as number);
    if (frame.op === 'open') {
      open(frame);
    } else if (frame.op === 'auth') {
      renew(frame);
    } else if (room) {
      room.control(frame);
      if (frame.op === 'close') {
        tell({ op: 'closed', channel: frame['channel'], code: 0 });
      }
    }
  };

  socket.send = (data) => {
    if (typeof data === 'string') {
      hear(JSON.parse(data) as ControlFrame);
    } else {
      const frame = decodeData(data) as DataFrame;
      rooms.get(frame.numbers[0]!)?.data(frame);
    }
  };
  socket.close = () => end(1000, '');

  doors.knock(aborting.signal).then(
    (refusal) => {
      if (refusal) {
        end(closeOf(refusal) || LOST, refusal.text);
      } else if (socket.readyState === CONNECTING) {
        socket.readyState = OPEN;
        socket.protocol = 'zwb.2';
        socket.onopen?.();
        tell({ op: 'welcome', extensions: [], limits: { maxRequestsInFlight: MAX_REQUESTS } });
      }
    },
    (error: Error) => end(LOST, error.message),
  );
  return socket;
}
