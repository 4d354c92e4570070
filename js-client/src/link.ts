import type { Close, ContextState } from './api/context';
import type { Settings } from './options';
import { after, nothing } from './after';
import { backoffMillis } from './backoff';
import { OFFER, REFUSED, subprotocols } from './credential';

/** What this client needs of a WebSocket. */
export interface WebSocketLike {
  readonly readyState: number;
  readonly protocol?: string;
  readonly bufferedAmount?: number;
  binaryType?: string;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: Partial<Close>) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}
export type WebSocketClass = new (url: string, protocols?: readonly string[]) => WebSocketLike;

export interface LinkEvents {
  _onState(state: ContextState): void;
  /** The handshake is done; the connection is live when `_live` is called. */
  _onOpen(protocol: string): void;
  /** The connection, or the attempt, is over; another state follows. */
  _onLost(close: Close, wasLive: boolean): void;
  _onData(data: unknown): void;
}

/** One WebSocket at a time, and another when it is lost. Knows nothing of what it carries. */
export interface Link {
  _state(): ContextState;
  _attempt(): void;
  /** False when there is no live connection; nothing was sent then. */
  _send(data: string | Uint8Array<ArrayBuffer>): boolean;
  /** Bytes that the WebSocket has taken and not sent. */
  _buffered(): number;
  /** The wire is ready for sockets. */
  _live(): void;
  /** What is there is over. */
  _lost(close: Close): void;
  /** Where an attempt waits for its time, or for the page's word: now. */
  _now(): void;
  /** Where an attempt waits for its time: soon. */
  _soon(): void;
  _close(): void;
}

const OPEN = 1;
const UNAUTHORIZED = 3000;
/** Wrong kind of data, bad data, unauthorized, forbidden: the next attempt would meet the same answer. */
const FINAL = [1003, 1007, UNAUTHORIZED, 3003];
/** After so many handshakes that never opened, the page's author needs a hint: browsers do not say why. */
const HINT_AFTER = 3;
/** A connection that lasted this long was a good one: the next loss starts over with the shortest backoff. */
const STABLE_MILLIS = 5_000;

export function link(url: string, settings: Settings, events: LinkEvents): Link {
  const { clock, credential, retry, attemptTimeout } = settings;
  let state: ContextState = { name: 'closed' };
  let socket: WebSocketLike | undefined;
  /** Stops the timer that runs, and is another one for each. */
  let stop = nothing;
  let failures = 0;
  let liveSince = 0;
  /** Why the last connection ended; what the credential is asked with. */
  let last: Close | undefined;
  /** What was offered last; a credential that was refused is not sent again. */
  let offered: string | undefined;
  /** Handshakes that have not opened, since one did. */
  let unopened = 0;
  let hasOpened = false;
  /** Whether to offer no subprotocol: servers that know none make browsers give up. */
  let isPlain = false;
  /** The one that the server has chosen, if it has: then it is down when it does not answer, and no other server. */
  let chosen = '';

  const become = (next: ContextState) => {
    state = next;
    events._onState(next);
  };

  const wait = (millis: number, run: () => void) => {
    stop();
    stop = after(clock, millis, run);
  };

  /** Lets go of the present WebSocket: nothing that it still does is heard. */
  const detach = () => {
    const gone = socket;
    stop();
    stop = nothing;
    socket = undefined;
    if (gone) {
      gone.onopen = gone.onmessage = gone.onclose = null;
      gone.close(1000);
    }
  };

  const refuse = (close: Close) => {
    detach();
    become({ name: 'refused', close });
  };

  const retryIn = (millis: number, attempt: number, close: Close) => {
    wait(millis, attemptNow);
    become({ name: 'reconnecting', in: millis, attempt, close });
  };

  const schedule = (close: Close) => {
    failures += 1;
    // A function may have another credential the next time.
    const isFinal = FINAL.includes(close.code) && !(close.code === UNAUTHORIZED && typeof credential === 'function');
    const millis = !isFinal && (retry ? retry(failures, close) : backoffMillis(settings, failures, close.code));
    if (millis === false) {
      refuse(close);
    } else {
      retryIn(millis, failures, close);
    }
  };

  const hint = () => {
    isPlain = !isPlain && !chosen;
    if (++unopened === HINT_AFTER) {
      console.warn(
        `zmq.js: ${HINT_AFTER} handshakes with ${url.split('?')[0]} did not open. Check the URL, websocket.origins (Origin), ` +
          "limits.maxHeaderBytes (cookies, token), the Content-Security-Policy, the proxy, the bridge's log.",
      );
    }
  };

  const lost = (close: Close) => {
    const wasLive = state.name === 'live';
    if (socket && !hasOpened) {
      hint();
    }
    detach();
    last = close;
    if (wasLive && clock.now() - liveSince >= STABLE_MILLIS) {
      failures = 0;
    }
    events._onLost(close, wasLive);
    if (state.name !== 'closed') {
      schedule(close);
    }
  };

  const listen = (made: WebSocketLike) => {
    socket = made;
    made.binaryType = 'arraybuffer';
    made.onopen = () => {
      hasOpened = true;
      unopened = 0;
      chosen = made.protocol || chosen;
      if (made.protocol !== REFUSED) {
        events._onOpen(made.protocol || ''); // otherwise only a close code follows
      }
    };
    made.onmessage = ({ data }) => events._onData(data);
    made.onclose = ({ code = 1006, reason = '' }) => lost({ code, reason });
    made.onerror = nothing;
  };

  const dial = (protocols?: readonly string[]) => {
    hasOpened = false;
    try {
      listen(new settings.WebSocket(url, protocols));
    } catch (error) {
      // Not before the page has had a chance to set its handlers.
      const close = unclosed(`no WebSocket can be opened here: ${(error as Error).message}`);
      void Promise.resolve().then(() => state.name === 'connecting' && refuse(close));
    }
  };

  const offer = (protocols: readonly string[]) => {
    if (last && last.code === UNAUTHORIZED && offered === String(protocols)) {
      refuse(last);
    } else {
      offered = String(protocols);
      dial(protocols);
    }
  };

  const attemptNow = () => {
    wait(attemptTimeout, () => lost(unclosed(`no connection within ${attemptTimeout} ms`)));
    const own = stop;
    const current =
      <T>(run: (value: T) => void) =>
      (value: T) =>
        stop === own && run(value);
    become({ name: 'connecting', attempt: failures });
    if (credential === undefined) {
      current(dial)(isPlain ? undefined : OFFER);
    } else {
      subprotocols(credential, { attempt: failures, close: last }).then(
        current(offer),
        current((error: Error) => lost(unclosed(`no credential: ${error.message}`))),
      );
    }
  };

  return {
    _state: () => state,
    _attempt: attemptNow,
    _send(data) {
      const sends = state.name === 'live' && socket!.readyState === OPEN;
      if (sends) {
        socket!.send(data);
      }
      return sends;
    },
    _buffered: () => (socket && socket.bufferedAmount) || 0,
    _live() {
      stop();
      liveSince = clock.now();
      become({ name: 'live' });
    },
    _lost: lost,
    _now() {
      if (state.name === 'reconnecting' || state.name === 'refused') {
        offered = undefined;
        attemptNow();
      }
    },
    _soon() {
      if (state.name === 'reconnecting') {
        retryIn(Math.min(state.in, backoffMillis(settings, 1)), state.attempt, state.close);
      }
    },
    _close() {
      detach();
      become({ name: 'closed' });
    },
  };
}

/** What ended without a close frame. */
function unclosed(reason: string): Close {
  return { code: 1006, reason };
}
