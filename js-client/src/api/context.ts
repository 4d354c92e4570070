import type { Clock } from './clock';
import type { DEALER, PAIR, PUB, PULL, PUSH, REP, REQ, SUB } from './constants';
import type {
  Auth, DealerSocket, PairSocket, PubSocket, PullSocket, PushSocket, ReceiveOptions, RepSocket, ReqSocket, SocketOptions, SubOptions, SubSocket,
} from './socket';
import type { ZmqError } from '../errors';

/** Why a connection ended: the WebSocket's close code and reason (1006 when there was none). */
export interface Close {
  readonly code: number;
  readonly reason: string;
}

/** What the connection to the bridge is doing. */
export type ContextState =
  /** An attempt is under way; `attempt` counts from 0 since the connection was last live. */
  | { readonly name: 'connecting'; readonly attempt: number }
  | { readonly name: 'live' }
  /** The connection is lost; attempt number `attempt` starts `in` milliseconds after this state began. */
  | { readonly name: 'reconnecting'; readonly in: number; readonly attempt: number; readonly close: Close }
  /** The bridge said something that trying again would not mend, or `retry` gave up. */
  | { readonly name: 'refused'; readonly close: Close }
  /** The page closed it. */
  | { readonly name: 'closed' };

/** What each wire calls a frame. */
export interface TracedFrame {
  /** The first wire. */
  readonly identity?: string;
  readonly content?: string;
  readonly msg_type?: string;
  /** The second: control, with more members by `op`. */
  readonly op?: string;
  readonly channel?: number;
  /** The second: data. The channel, and what the kind has beside it. */
  readonly kind?: number;
  readonly numbers?: readonly number[];
  readonly parts?: readonly Uint8Array[];
}

/** One frame that crossed the wire. */
export interface Trace {
  readonly direction: 'in' | 'out';
  /** A text message as it crossed; empty for a binary one. */
  readonly text: string;
  /** A binary one. */
  readonly bytes?: Uint8Array;
  /** The same, decoded; absent when it is no frame of the wire that the connection speaks. */
  readonly frame?: TracedFrame;
  /** When, in milliseconds of the context's clock (`Date.now()` unless told otherwise). */
  readonly at: number;
}

export interface ContextEvents {
  open: undefined;
  error: ZmqError;
  close: Close;
  state: ContextState;
  trace: Trace;
  /** What the bridge has granted ends then, in seconds since 1970: in a minute, or less. A `credential` that is a function is asked for another one. */
  expiring: number;
  /** The bridge has taken new credentials. They end then, in seconds since 1970; undefined: they do not. */
  authorized: number | undefined;
}

/** When a credential is asked for: before attempt number `attempt` (0 at first), after a connection that ended so; or while it is live. */
export interface Occasion {
  readonly attempt: number;
  readonly close: Close | undefined;
  /** To renew what ends then, in seconds since 1970, on the connection that is live. */
  readonly expires?: number | undefined;
}

/** What the bridge is to know the page by: a text, or a function that is asked before each attempt to connect, and before what was granted ends. */
export type Credential = string | ((occasion: Occasion) => string | Promise<string>);

export interface ContextOptions {
  /** The WebSocket class; needed where there is no global one (Node 20). */
  WebSocket?: new (url: string, protocols?: string[]) => unknown;
  /** Sent with the handshake, as a subprotocol: never in the URL. */
  credential?: Credential;
  /** How long one attempt to connect may take, in milliseconds. Default 10,000. */
  attemptTimeout?: number;
  /** A request's deadline when `send` names none, in milliseconds. Default 35,000: the bridge's own 30 s error comes first. */
  requestTimeout?: number;
  /** How long a REP socket waits for the page's answer before it goes on to the next request. Default 30,000. */
  answerTimeout?: number;
  /** Requests that may wait in one REQ socket (or asks in one REP socket). Default 1,000. */
  maxQueued?: number;
  /** The first backoff's upper bound in milliseconds; it doubles with each failure. Default 500. */
  backoffBase?: number;
  /** The largest backoff in milliseconds. Default 15,000. */
  backoffMax?: number;
  /** Milliseconds to wait before the next attempt, or false to give up. Replaces the backoff. */
  retry?: (attempt: number, close: Close) => number | false;
  clock?: Clock;
}

/** One WebSocket connection to a bridge, which carries any number of sockets and comes back by itself. */
export interface Context {
  readonly state: ContextState;
  /** Makes a socket; `new ctx.Socket(type)` does the same. */
  readonly Socket: SocketFactory;
  /** Called each time the connection becomes live. */
  onopen: (() => void) | null;
  /** Called with what went wrong where no socket is to blame (`refused`: the connection itself), and for sockets that have no `onerror`. */
  onerror: ((error: ZmqError) => void) | null;
  /** Called each time a live connection is lost, and when the page closes it. */
  onclose: ((close: Close) => void) | null;
  /** Calls `listener` for each event; returns a function that stops it. */
  on<K extends keyof ContextEvents>(event: K, listener: (value: ContextEvents[K]) => void): () => void;
  /** Does not wait for the backoff; also leaves the state `refused`. Where the connection looks live, asks whether it is. */
  reconnectNow(): void;
  /**
   * Brings new credentials to the live connection (second wire): these, or `{token}` of what `credential` gives. Resolves with when they end, in
   * seconds since 1970, or undefined; rejects with `unauthorized` where the bridge does not take them: then everything is as before.
   */
  reauth(auth?: Auth): Promise<number | undefined>;
  /** Bytes that the WebSocket has taken and not sent yet. */
  readonly bufferedAmount: number;
  /** Closes the connection and every socket for good. */
  close(): void;
  [Symbol.asyncDispose](): Promise<void>;

  /** Each makes a socket and connects it; `socket.opened` tells how that went. */
  req<B extends boolean = false>(endpoint: string, options?: SocketOptions & { binary?: B }): ReqSocket<PartOf<B>>;
  rep<B extends boolean = false>(endpoint: string, options?: SocketOptions & { binary?: B }): RepSocket<PartOf<B>>;
  sub<B extends boolean = false>(endpoint: string, options?: SubOptions & { binary?: B }): SubSocket<PartOf<B>>;
  pub(endpoint: string, options?: SocketOptions): PubSocket;
  push(endpoint: string, options?: SocketOptions): PushSocket;
  pull<B extends boolean = false>(endpoint: string, options?: ReceiveOptions & { binary?: B }): PullSocket<PartOf<B>>;
  dealer<B extends boolean = false>(endpoint: string, options?: ReceiveOptions & { binary?: B }): DealerSocket<PartOf<B>>;
  pair<B extends boolean = false>(endpoint: string, options?: ReceiveOptions & { binary?: B }): PairSocket<PartOf<B>>;
}

/** What the parts of a received message are. */
export type PartOf<B extends boolean> = B extends true ? Uint8Array : string;

interface SocketOf {
  [REQ]: ReqSocket;
  [SUB]: SubSocket;
  [REP]: RepSocket;
  [PUB]: PubSocket;
  [PUSH]: PushSocket;
  [PULL]: PullSocket;
  [DEALER]: DealerSocket;
  [PAIR]: PairSocket;
}

export interface SocketFactory {
  <T extends keyof SocketOf>(type: T): SocketOf[T];
  new <T extends keyof SocketOf>(type: T): SocketOf[T];
}

/**
 * `new zmq.Context(url)`; the URL is resolved as `new WebSocket(url)` does. Throws a `ZmqError` of the code `malformed` for what could
 * never be opened. Without a URL it is inert: a prototype for subclasses of the old style.
 */
export interface ContextConstructor {
  new (url?: string, options?: ContextOptions): Context;
  (url?: string, options?: ContextOptions): Context;
  readonly prototype: Context;
}
