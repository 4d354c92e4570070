import type { Close, ContextState } from './api/context';
import type { Settings } from './options';
import { Backoff } from './backoff';
import { subprotocols } from './credential';
import { onWake } from './wake';

/** What this client needs of a WebSocket. */
export interface WebSocketLike {
  readonly readyState: number;
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
/** Wrong kind of data, bad data, unauthorized, forbidden: the next attempt would meet the same answer. */
const FINAL = new Set([1003, 1007, 3000, 3003]);
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
      this.#dial();
      return;
    }
    const current = () => this.#timer === attempt && this.state.name === 'connecting';
    subprotocols(credential, { attempt: this.#failures, close: this.#last }).then(
      (protocols) => current() && this.#dial(protocols),
      (error: Error) => current() && this.#lost({ code: 1006, reason: `no credential: ${error.message}` }),
    );
  }

  #dial(protocols?: string[]): void {
    const { WebSocket } = this.settings;
    const socket = protocols ? new WebSocket(this.url, protocols) : new WebSocket(this.url);
    this.#socket = socket;
    socket.onopen = () => this.#live();
    socket.onmessage = (event) => this.events.onData(event.data);
    socket.onclose = (event) => this.#lost({ code: event.code ?? 1006, reason: event.reason ?? '' });
    socket.onerror = () => undefined;
  }

  #live(): void {
    this.settings.clock.clearTimeout(this.#timer);
    this.#liveSince = this.settings.clock.now();
    this.#become({ name: 'live' });
    this.events.onLive();
  }

  #lost(close: Close): void {
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

  #schedule(close: Close): void {
    this.#failures += 1;
    const { retry, clock } = this.settings;
    const wait = FINAL.has(close.code) ? false : (retry ?? this.#wait)(this.#failures, close);
    if (wait === false) {
      this.#become({ name: 'refused', close });
      return;
    }
    this.#timer = clock.setTimeout(() => this.#attempt(), wait);
    this.#become({ name: 'reconnecting', in: wait, attempt: this.#failures, close });
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
