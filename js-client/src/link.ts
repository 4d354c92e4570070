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
export type WebSocketClass = new (url: string, protocols?: string[]) => WebSocketLike;

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
const FINAL = new Set([1003, 1007, UNAUTHORIZED, 3003]);
/** After so many handshakes that never opened, the page's author needs a hint: browsers do not say why. */
const HINT_AFTER = 3;
/** A connection that lasted this long was a good one: the next loss starts over with the shortest backoff. */
const STABLE_MILLIS = 5_000;

/** One WebSocket at a time, and another when it is lost. Knows nothing of what it carries. */
export class Link {
  state: ContextState = { name: 'closed' };
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
  private _opened = false;
  /** Whether to offer no subprotocol: servers that know none make browsers give up. */
  private _plain = false;
  private _unwake: (() => void) | undefined;
  private readonly _backoff: Backoff;

  constructor(
    private readonly _url: string,
    private readonly _settings: Settings,
    private readonly _events: LinkEvents,
  ) {
    this._backoff = new Backoff(_settings.clock, _settings.backoffBase, _settings.backoffMax);
  }

  start(): void {
    this._attempt();
    this._unwake = onWake(
      () => this._wake(),
      () => this._events._onHide(),
    );
  }

  /** False when there is no live connection; nothing was sent then. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.state.name !== 'live' || this._socket?.readyState !== OPEN) {
      return false;
    }
    this._socket.send(data);
    return true;
  }

  /** The wire is ready for sockets. */
  live(): void {
    this._settings.clock.clearTimeout(this._timer);
    this._liveSince = this._settings.clock.now();
    this._become({ name: 'live' });
    this._events._onLive();
  }

  /** Takes another connection in place of one that is dead. */
  abandon(close: Close): void {
    this._lost(close);
  }

  reconnectNow(): void {
    if (this.state.name === 'reconnecting' || this.state.name === 'refused') {
      this._offered = undefined;
      this._attempt();
    } else if (this.state.name === 'live') {
      this._events._onWake();
    }
  }

  close(): void {
    this._unwake?.();
    this._detach();
    this._become({ name: 'closed' });
  }

  /** Many pages wake at once: where a network comes back, each takes its own moment. */
  private _wake(): void {
    const { state } = this;
    if (state.name === 'reconnecting') {
      this._retryIn(Math.min(state.in, this._backoff.millis(1)), state);
    } else {
      this.reconnectNow();
    }
  }

  private _attempt(): void {
    const { attemptTimeout, clock, credential } = this._settings;
    clock.clearTimeout(this._timer);
    const attempt = (this._timer = clock.setTimeout(
      () => this._lost({ code: 1006, reason: `no connection within ${attemptTimeout} ms` }),
      attemptTimeout,
    ));
    this._become({ name: 'connecting', attempt: this._failures });
    if (credential === undefined) {
      this._dial(this._plain ? undefined : [...OFFER]);
      return;
    }
    const current = () => this._timer === attempt && this.state.name === 'connecting';
    subprotocols(credential, { attempt: this._failures, close: this._last }).then(
      (protocols) => current() && this._present(protocols),
      (error: Error) => current() && this._lost({ code: 1006, reason: `no credential: ${error.message}` }),
    );
  }

  /** Dials with a credential, unless it is the very one that was just refused. */
  private _present(protocols: string[]): void {
    const offered = protocols.at(-1);
    if (this._last?.code === UNAUTHORIZED && this._offered === offered) {
      this._stop(this._last);
      return;
    }
    this._offered = offered;
    this._dial(protocols);
  }

  private _dial(protocols?: string[]): void {
    this._opened = false;
    try {
      this._listen(this._make(protocols));
    } catch (error) {
      // Not before the page has had a chance to set its handlers.
      const close = { code: 1006, reason: `no WebSocket can be opened here: ${(error as Error).message}` };
      queueMicrotask(() => this.state.name === 'connecting' && this._stop(close));
    }
  }

  private _make(protocols?: string[]): WebSocketLike {
    const { WebSocket } = this._settings;
    return protocols ? new WebSocket(this._url, protocols) : new WebSocket(this._url);
  }

  private _listen(socket: WebSocketLike): void {
    this._socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this._open(socket.protocol ?? '');
    socket.onmessage = (event) => this._events._onData(event.data);
    socket.onclose = (event) => this._lost({ code: event.code ?? 1006, reason: event.reason ?? '' });
    socket.onerror = () => undefined;
  }

  private _open(protocol: string): void {
    this._opened = true;
    this._unopened = 0;
    if (protocol !== REFUSED) {
      this._events._onOpen(protocol); // otherwise only a close code follows
    }
  }

  private _lost(close: Close): void {
    if (this._socket && !this._opened) {
      this._onUnopened();
    }
    this._detach();
    this._events._onEnd();
    this._last = close;
    if (this.state.name === 'live') {
      if (this._settings.clock.now() - this._liveSince >= STABLE_MILLIS) {
        this._failures = 0;
      }
      this._events._onLost(close);
    }
    if (this.state.name !== 'closed') {
      this._schedule(close);
    }
  }

  private _onUnopened(): void {
    this._plain = !this._plain;
    if (++this._unopened === HINT_AFTER) {
      console.warn(
        `zmq.js: ${HINT_AFTER} handshakes with ${this._url.split('?')[0]} did not open; browsers hide the answer. Look at: the URL and its path; ` +
          "the page's Origin (websocket.origins); cookies or a token larger than limits.maxHeaderBytes; a proxy that does not " +
          "pass on Upgrade; the page's Content-Security-Policy. The bridge's log names what it refused.",
      );
    }
  }

  private _schedule(close: Close): void {
    this._failures += 1;
    const { retry } = this._settings;
    const wait = this._isFinal(close) ? false : (retry ?? this._wait)(this._failures, close);
    if (wait === false) {
      this._stop(close);
      return;
    }
    this._retryIn(wait, { attempt: this._failures, close });
  }

  private _retryIn(millis: number, { attempt, close }: { attempt: number; close: Close }): void {
    const { clock } = this._settings;
    clock.clearTimeout(this._timer);
    this._timer = clock.setTimeout(() => this._attempt(), millis);
    this._become({ name: 'reconnecting', in: millis, attempt, close });
  }

  /** A function may have another credential the next time. */
  private _isFinal({ code }: Close): boolean {
    return FINAL.has(code) && !(code === UNAUTHORIZED && typeof this._settings.credential === 'function');
  }

  private _stop(close: Close): void {
    this._detach();
    this._become({ name: 'refused', close });
  }

  private readonly _wait = (attempt: number, close: Close): number => this._backoff.millis(attempt, close.code);

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

  private _become(state: ContextState): void {
    this.state = state;
    this._events._onState(state);
  }
}
