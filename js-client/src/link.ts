import type { Close, ContextState } from './api/context';
import type { Settings } from './options';
import { Backoff } from './backoff';
import { OFFER, REFUSED, subprotocols } from './credential';
import { onWake } from './wake';

/** What this client needs of a WebSocket. */
export interface WebSocketLike {
  readonly readyState: number;
  readonly protocol?: string;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: Partial<Close>) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}
export type WebSocketClass = new (url: string, protocols?: string[]) => WebSocketLike;

export interface LinkEvents {
  onState(state: ContextState): void;
  onLive(): void;
  /** A live connection is gone; `onState` follows. */
  onLost(close: Close): void;
  onData(data: unknown): void;
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
  #socket: WebSocketLike | undefined;
  #timer: unknown;
  #failures = 0;
  #liveSince = 0;
  /** Why the last connection ended; what the credential is asked with. */
  #last: Close | undefined;
  /** What the last credential was offered as; one that was refused is not sent again. */
  #offered: string | undefined;
  /** Handshakes that have not opened, since one did. */
  #unopened = 0;
  #opened = false;
  /** Whether to offer no subprotocol: servers that know none make browsers give up. */
  #plain = false;
  #unwake: (() => void) | undefined;
  readonly #backoff: Backoff;

  constructor(
    private readonly url: string,
    private readonly settings: Settings,
    private readonly events: LinkEvents,
  ) {
    this.#backoff = new Backoff(settings.clock, settings.backoffBase, settings.backoffMax);
  }

  start(): void {
    this.#attempt();
    this.#unwake = onWake(() => {
      if (this.state.name === 'reconnecting') {
        this.#attempt();
      }
    });
  }

  /** False when there is no live connection; nothing was sent then. */
  send(text: string): boolean {
    if (this.state.name !== 'live' || this.#socket?.readyState !== OPEN) {
      return false;
    }
    this.#socket.send(text);
    return true;
  }

  reconnectNow(): void {
    if (this.state.name === 'reconnecting' || this.state.name === 'refused') {
      this.#offered = undefined;
      this.#attempt();
    }
  }

  close(): void {
    this.#unwake?.();
    this.#detach();
    this.#become({ name: 'closed' });
  }

  #attempt(): void {
    const { attemptTimeout, clock, credential } = this.settings;
    clock.clearTimeout(this.#timer);
    const attempt = (this.#timer = clock.setTimeout(
      () => this.#lost({ code: 1006, reason: `no connection within ${attemptTimeout} ms` }),
      attemptTimeout,
    ));
    this.#become({ name: 'connecting', attempt: this.#failures });
    if (credential === undefined) {
      this.#dial(this.#plain ? undefined : [...OFFER]);
      return;
    }
    const current = () => this.#timer === attempt && this.state.name === 'connecting';
    subprotocols(credential, { attempt: this.#failures, close: this.#last }).then(
      (protocols) => current() && this.#present(protocols),
      (error: Error) => current() && this.#lost({ code: 1006, reason: `no credential: ${error.message}` }),
    );
  }

  /** Dials with a credential, unless it is the very one that was just refused. */
  #present(protocols: string[]): void {
    const offered = protocols.at(-1);
    if (this.#last?.code === UNAUTHORIZED && this.#offered === offered) {
      this.#stop(this.#last);
      return;
    }
    this.#offered = offered;
    this.#dial(protocols);
  }

  #dial(protocols?: string[]): void {
    this.#opened = false;
    try {
      this.#listen(this.#make(protocols));
    } catch (error) {
      // Not before the page has had a chance to set its handlers.
      const close = { code: 1006, reason: `no WebSocket can be opened here: ${(error as Error).message}` };
      queueMicrotask(() => this.state.name === 'connecting' && this.#stop(close));
    }
  }

  #make(protocols?: string[]): WebSocketLike {
    const { WebSocket } = this.settings;
    return protocols ? new WebSocket(this.url, protocols) : new WebSocket(this.url);
  }

  #listen(socket: WebSocketLike): void {
    this.#socket = socket;
    socket.onopen = () => this.#open(socket.protocol === REFUSED);
    socket.onmessage = (event) => this.events.onData(event.data);
    socket.onclose = (event) => this.#lost({ code: event.code ?? 1006, reason: event.reason ?? '' });
    socket.onerror = () => undefined;
  }

  /** @param refused whether only a close code follows */
  #open(refused: boolean): void {
    this.#opened = true;
    this.#unopened = 0;
    if (!refused) {
      this.#live();
    }
  }

  #live(): void {
    this.settings.clock.clearTimeout(this.#timer);
    this.#liveSince = this.settings.clock.now();
    this.#become({ name: 'live' });
    this.events.onLive();
  }

  #lost(close: Close): void {
    if (this.#socket && !this.#opened) {
      this.#onUnopened();
    }
    this.#detach();
    this.#last = close;
    if (this.state.name === 'live') {
      if (this.settings.clock.now() - this.#liveSince >= STABLE_MILLIS) {
        this.#failures = 0;
      }
      this.events.onLost(close);
    }
    if (this.state.name !== 'closed') {
      this.#schedule(close);
    }
  }

  #onUnopened(): void {
    this.#plain = !this.#plain;
    if (++this.#unopened === HINT_AFTER) {
      console.warn(
        `zmq.js: ${HINT_AFTER} handshakes with ${this.url.split('?')[0]} did not open; browsers hide the answer. Look at: the URL and its path; ` +
          "the page's Origin (websocket.origins); cookies or a token larger than limits.maxHeaderBytes; a proxy that does not " +
          "pass on Upgrade; the page's Content-Security-Policy. The bridge's log names what it refused.",
      );
    }
  }

  #schedule(close: Close): void {
    this.#failures += 1;
    const { retry, clock } = this.settings;
    const wait = this.#isFinal(close) ? false : (retry ?? this.#wait)(this.#failures, close);
    if (wait === false) {
      this.#stop(close);
      return;
    }
    this.#timer = clock.setTimeout(() => this.#attempt(), wait);
    this.#become({ name: 'reconnecting', in: wait, attempt: this.#failures, close });
  }

  /** A function may have another credential the next time. */
  #isFinal({ code }: Close): boolean {
    return FINAL.has(code) && !(code === UNAUTHORIZED && typeof this.settings.credential === 'function');
  }

  #stop(close: Close): void {
    this.#detach();
    this.#become({ name: 'refused', close });
  }

  readonly #wait = (attempt: number, close: Close): number => this.#backoff.millis(attempt, close.code);

  /** Lets go of the present WebSocket: nothing that it still does is heard. */
  #detach(): void {
    this.settings.clock.clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.onerror = () => undefined;
      socket.close(1000);
    }
  }

  #become(state: ContextState): void {
    this.state = state;
    this.events.onState(state);
  }
}
