import type { Close, ContextState } from './api/context';
import type { Settings } from './options';
import { Backoff } from './backoff';
import { OFFER, REFUSED, subprotocols } from './credential';
import { onWake } from './wake';

/** What this client needs of a WebSocket. */
export interface WebSocketLike {
  readonly readyState: number;
  readonly protocol?: string;
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
  /** The handshake is done; the connection is live when `live` is called. */
  _onOpen(protocol: string): void;
  _onLive(): void;
  /** An open connection is gone; `_onState` follows. */
  _onEnd(): void;
  /** It was live. */
  _onLost(close: Close): void;
  _onData(data: unknown): void;
  /** The page is back, and the connection looks live. */
  _onWake(): void;
  _onHide(): void;
}

const OPEN = 1;
const UNAUTHORIZED = 3000;
/** Wrong kind of data, bad data, unauthorized, forbidden: the next attempt would meet the same answer. */
const FINAL = [1003, 1007, UNAUTHORIZED, 3003];
/** After so many handshakes that never opened, the page's author needs a hint: browsers do not say why. */
const HINT_AFTER = 3;
/** A connection that lasted this long was a good one: the next loss starts over with the shortest backoff. */
const STABLE_MILLIS = 5_000;

/** One WebSocket at a time, and another when it is lost. Knows nothing of what it carries. */
export class Link {
  _state: ContextState = { name: 'closed' };
  private _socket: WebSocketLike | undefined;
  private _timer: unknown;
  private _failures = 0;
  private _liveSince = 0;
  /** Why the last connection ended; what the credential is asked with. */
  private _last: Close | undefined;
  /** What the last credential was offered as; one that was refused is not sent again. */
  private _offered: string | undefined;
  /** Handshakes that have not opened, since one did. */
  private _unopened = 0;
  private _hasOpened = false;
  /** Whether to offer no subprotocol: servers that know none make browsers give up. */
  private _plain = false;
  private readonly _unwake: () => void;
  private readonly _backoff: Backoff;

  constructor(
    private readonly _url: string,
    private readonly _settings: Settings,
    private readonly _events: LinkEvents,
  ) {
    this._backoff = new Backoff(_settings);
    this._unwake = onWake(
      () => this._wake(),
      () => _events._onHide(),
    );
  }

  /** False when there is no live connection; nothing was sent then. */
  _send(data: string | Uint8Array<ArrayBuffer>): boolean {
    const sends = this._state.name === 'live' && this._socket!.readyState === OPEN;
    if (sends) {
      this._socket!.send(data);
    }
    return sends;
  }

  /** The wire is ready for sockets. */
  _live(): void {
    this._settings.clock.clearTimeout(this._timer);
    this._liveSince = this._settings.clock.now();
    this._become({ name: 'live' });
    this._events._onLive();
  }

  /** Goes on at once: tries again, or asks whether the connection lives. */
  _now(): void {
    const { name } = this._state;
    if (name === 'reconnecting' || name === 'refused') {
      this._offered = undefined;
      this._attempt();
    } else if (name === 'live') {
      this._events._onWake();
    }
  }

  _close(): void {
    this._unwake();
    this._detach();
    this._become({ name: 'closed' });
  }

  _attempt(): void {
    const { attemptTimeout, credential } = this._settings;
    const attempt = this._after(attemptTimeout, () => this._lost(failure(`no connection within ${attemptTimeout} ms`)));
    this._become({ name: 'connecting', attempt: this._failures });
    if (credential === undefined) {
      this._dial(this._plain ? undefined : OFFER);
      return;
    }
    const current = () => this._timer === attempt && this._state.name === 'connecting';
    subprotocols(credential, { attempt: this._failures, close: this._last }).then(
      (protocols) => current() && this._present(protocols),
      (error: Error) => current() && this._lost(failure(`no credential: ${error.message}`)),
    );
  }

  /** The connection is gone, or dead: another one is taken, or none if that would change nothing. */
  _lost(close: Close): void {
    if (this._socket && !this._hasOpened) {
      this._onUnopened();
    }
    this._detach();
    this._events._onEnd();
    this._last = close;
    if (this._state.name === 'live') {
      if (this._settings.clock.now() - this._liveSince >= STABLE_MILLIS) {
        this._failures = 0;
      }
      this._events._onLost(close);
    }
    if (this._state.name !== 'closed') {
      this._schedule(close);
    }
  }

  /** Many pages wake at once: where a network comes back, each takes its own moment. */
  private _wake(): void {
    const state = this._state;
    if (state.name === 'reconnecting') {
      this._retryIn(Math.min(state.in, this._backoff._millis(1)), state);
    } else if (state.name === 'live') {
      this._now();
    }
  }

  /** Dials with a credential, unless it is the very one that was just refused. */
  private _present(protocols: readonly string[]): void {
    const offered = protocols[protocols.length - 1];
    const { _last: last } = this;
    if (last && last.code === UNAUTHORIZED && this._offered === offered) {
      this._stop(last);
      return;
    }
    this._offered = offered;
    this._dial(protocols);
  }

  private _dial(protocols?: readonly string[]): void {
    this._hasOpened = false;
    try {
      this._listen(new this._settings.WebSocket(this._url, protocols));
    } catch (error) {
      // Not before the page has had a chance to set its handlers.
      const close = failure(`no WebSocket can be opened here: ${(error as Error).message}`);
      void Promise.resolve().then(() => this._state.name === 'connecting' && this._stop(close));
    }
  }

  private _listen(socket: WebSocketLike): void {
    this._socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this._hasOpened = true;
      this._unopened = 0;
      if (socket.protocol !== REFUSED) {
        this._events._onOpen(socket.protocol || ''); // otherwise only a close code follows
      }
    };
    socket.onmessage = ({ data }) => this._events._onData(data);
    socket.onclose = ({ code = 1006, reason = '' }) => this._lost({ code, reason });
    socket.onerror = () => undefined;
  }

  private _onUnopened(): void {
    this._plain = !this._plain;
    if (++this._unopened === HINT_AFTER) {
      console.warn(
        `zmq.js: ${HINT_AFTER} handshakes with ${this._url.split('?')[0]} did not open. Look at the URL, the page's Origin (websocket.origins), ` +
          "the size of cookies and token (limits.maxHeaderBytes), the proxy, the page's Content-Security-Policy, and the bridge's log.",
      );
    }
  }

  private _schedule(close: Close): void {
    this._failures += 1;
    const { retry, credential } = this._settings;
    // A function may have another credential the next time.
    const final = FINAL.includes(close.code) && !(close.code === UNAUTHORIZED && typeof credential === 'function');
    const wait = !final && (retry ? retry(this._failures, close) : this._backoff._millis(this._failures, close.code));
    if (wait === false) {
      this._stop(close);
    } else {
      this._retryIn(wait, { attempt: this._failures, close });
    }
  }

  private _retryIn(millis: number, { attempt, close }: { attempt: number; close: Close }): void {
    this._after(millis, () => this._attempt());
    this._become({ name: 'reconnecting', in: millis, attempt, close });
  }

  private _stop(close: Close): void {
    this._detach();
    this._become({ name: 'refused', close });
  }

  /** Lets go of the present WebSocket: nothing that it still does is heard. */
  private _detach(): void {
    this._settings.clock.clearTimeout(this._timer);
    const socket = this._socket;
    this._socket = undefined;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.onerror = () => undefined;
      socket.close(1000);
    }
  }

  private _after(millis: number, run: () => void): unknown {
    const { clock } = this._settings;
    clock.clearTimeout(this._timer);
    return (this._timer = clock.setTimeout(run, millis));
  }

  private _become(state: ContextState): void {
    this._state = state;
    this._events._onState(state);
  }
}

/** What ended without a close frame. */
function failure(reason: string): Close {
  return { code: 1006, reason };
}
