import type { Close } from './context';
import type { ZmqError } from '../errors';

export type SocketState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'refused' | 'closed';

/** One part of a message as a page gives it: text goes as its UTF-8. */
export type Part = string | Uint8Array;
/** What can be sent: one part, or several. */
export type Content = Part | readonly Part[];

/**
 * A message as a page receives it: its parts, each as text, or each as bytes where the socket is `binary`. Which of the two is the
 * socket's choice, never guessed from the bytes. `bytes` has every part as it came; what is no UTF-8 is U+FFFD in text.
 */
export type Message<P extends Part = string> = readonly P[] & {
  readonly bytes: readonly Uint8Array[];
  /** Where the endpoint keeps offsets: this message's. */
  readonly offset?: number | undefined;
};

/** What goes to the bridge with a connect: credentials for its hook, and a SUB's filter. */
export interface Auth {
  /** SUB only: deliver only messages whose last part contains this text. */
  msgfilter?: string;
  [credential: string]: unknown;
}

/** Current credentials: asked for each time the socket connects, also after a reconnect. */
export type AuthSource = () => Auth | Promise<Auth>;

/** Something to know outside of any request: the service has gone or come, publications were lost, the bridge is stopping. */
export interface Notice {
  readonly notice: 'service_absent' | 'service_present' | 'dropped' | 'gap' | 'stopping';
  /** How many publications were lost; for `dropped`. */
  readonly count?: number;
  /** For `gap`: what is between these offsets is lost; without them, nobody knows how much. */
  readonly after?: number;
  readonly from?: number;
}

/** A message of an endpoint that keeps offsets: they count in an epoch. */
export interface Position {
  readonly epoch: unknown;
  readonly offset: number;
}

/** What a subscription asks of the endpoint, where it offers that. */
export interface SubscribeOptions {
  /** The last message of each topic comes first. */
  last?: boolean;
  /** The service's own answer to a new subscription comes to this socket. */
  fresh?: boolean;
  /** The promise that `subscribe` returns waits until the service has heard the subscription. */
  heard?: boolean;
  /** Everything kept after this comes first. */
  after?: Position | undefined;
  /** At most so many messages a second for each topic. */
  perSecond?: number;
}

export interface ConnectOptions {
  /** When it aborts, the socket is closed; a connect that waits is rejected with the code `aborted`. */
  signal?: AbortSignal;
}

/** What `ctx.req(endpoint, options)` and its like take. */
export interface SocketOptions extends ConnectOptions {
  auth?: Auth | AuthSource;
  identity?: string;
  /** Parts are `Uint8Array`s and not text. */
  binary?: boolean;
}

export interface ReceiveOptions extends SocketOptions {
  /**
   * How many messages may wait to be consumed; the bridge sends no more before. Default 1,000; Infinity: no bound. A SUB has the bridge count
   * only when this is given, because publications that are not read are lost there as well as here.
   */
  window?: number;
  /** What to do with a message when so many wait and the bridge does not count: drop the oldest, or this one, or end the iteration with an error. */
  overflow?: 'oldest' | 'newest' | 'error';
}

export interface SubOptions extends ReceiveOptions, SubscribeOptions {
  /** Prefixes of the first part. Absent: everything. An empty list: nothing before `subscribe`. */
  topics?: readonly Part[];
}

/** What every socket tells by `on`, beside its `on…` handlers. */
export interface SocketEvents<P extends Part = string> {
  open: undefined;
  error: ZmqError;
  close: Close;
  notice: Notice;
  message: Message<P>;
  /** SUB: the bridge forwards these now. */
  subscribed: readonly Part[];
  /** SUB, with the option `heard`: the service has heard that these are subscribed. */
  heard: readonly Part[];
}

/** What all kinds of socket share. */
export interface Socket<P extends Part = string> {
  /** The socket's name in its connection, 1–255 characters; random unless set before `connect`. */
  identity: string;
  readonly type: number;
  readonly state: SocketState;
  /** What `connect` returned. */
  readonly opened: Promise<void>;
  /** Called each time the socket is open, also after a reconnect. */
  onopen: (() => void) | null;
  /** Called when the bridge refuses the socket, at first or later, or could not do what it was asked. */
  onerror: ((error: ZmqError) => void) | null;
  /** Called when its connection is lost (it comes back by itself) and when it is closed. */
  onclose: ((close: Close) => void) | null;
  /** Set before `connect`: called with what the bridge has to tell about this socket's service. */
  onnotice: ((notice: Notice) => void) | null;
  /** Calls `listener` for each event; returns a function that stops it. */
  on<K extends keyof SocketEvents<P>>(event: K, listener: (value: SocketEvents<P>[K]) => void): () => void;
  /**
   * Opens the socket at a configured endpoint's name or address. `auth` is copied, never changed; a function is asked
   * at every connect and reconnect, and one that fails refuses the socket.
   * Rejects with a `ZmqError` when the bridge refuses the socket or its connection; connects again by itself when the connection is lost.
   */
  connect(address: string, auth?: Auth | AuthSource, options?: ConnectOptions): Promise<void>;
  /** Ends the socket, here and at the bridge; what waits is rejected with the code `closed`. */
  close(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface RequestOptions {
  /** Milliseconds, queueing included; 0 or Infinity for none. */
  timeout?: number;
  /** Gives the request up when it aborts. */
  signal?: AbortSignal;
}

/** Called once: with the reply, or with undefined and what went wrong. */
export type ReplyCallback<T, E = ZmqError> = (reply: T | undefined, error?: E) => void;

/** Sends requests. Many may be under way on the second wire, one at a time on the first. */
export interface ReqSocket<P extends Part = string> extends Socket<P> {
  /** Resolves with the reply's last part. */
  send(content: Content, callback?: ReplyCallback<P>): Promise<P>;
  send(content: Content, options: RequestOptions, callback?: ReplyCallback<P>): Promise<P>;
  /** Resolves with all parts of the reply. */
  request(content: Content, options?: RequestOptions): Promise<Message<P>>;
  /** Bytes of the requests that wait in this socket; 0 when all have left. */
  readonly bufferedAmount: number;
}

/** Receives: by `onmessage`, by `on('message')`, or one by one. Each message is consumed once. */
export interface ReceivingSocket<P extends Part = string> extends Socket<P>, AsyncIterable<Message<P>> {
  /** Called with each message's last part, and with all of it. */
  onmessage: ((content: P, message: Message<P>) => void) | null;
  /** The next message, or undefined when the socket is closed. */
  receive(): Promise<Message<P> | undefined>;
}

/** Sends what is answered by nobody. */
export interface SendingSocket<P extends Part = string> extends Socket<P> {
  /** Resolves when it has left; waits while there is no connection, or the bridge takes no more. */
  send(content: Content, options?: RequestOptions): Promise<void>;
  /** Bytes of what waits in this socket; 0 when all has left. */
  readonly bufferedAmount: number;
}

/** Receives publications. */
export interface SubSocket<P extends Part = string> extends ReceivingSocket<P> {
  /** Of the last message, where the endpoint keeps offsets; for `after`, by which a reconnect goes on, too. */
  readonly position: Position | undefined;
  /**
   * Resolves when the service has heard all of it: what it publishes from then on comes, while its connection lasts. Rejects when the socket
   * ends. A service that answers nothing is not known to have heard anything.
   */
  subscribe(topics: Content, options: SubscribeOptions & { heard: true }): Promise<unknown>;
  subscribe(topics: Content, options?: SubscribeOptions): void;
  unsubscribe(topics: Content): void;
}

export interface PubSocket<P extends Part = string> extends SendingSocket<P> {}
export interface PushSocket<P extends Part = string> extends SendingSocket<P> {}
export interface PullSocket<P extends Part = string> extends ReceivingSocket<P> {}
export interface DealerSocket<P extends Part = string> extends SendingSocket<P>, ReceivingSocket<P> {}
export interface PairSocket<P extends Part = string> extends SendingSocket<P>, ReceivingSocket<P> {}

/** One request that a service put to this page. */
export interface Ask<P extends Part = string> {
  /** The message's last part; for the usual single one, the message. */
  readonly body: P;
  /** All parts. */
  readonly parts: Message<P>;
  /** Answers, once. False when it is answered already, its asker gone, or its connection. */
  send(...parts: Part[]): boolean;
  /** Tells the asker that there is no answer. False as above, and on the first wire, which cannot say it. */
  fail(text: string): boolean;
}

/** Answers requests from services. */
export interface RepSocket<P extends Part = string> extends Socket<P> {
  /** Called with one request at a time; the next comes after `send`, or after the answer's deadline. */
  onmessage: ((body: P, ask: Ask<P>) => void) | null;
  /** Set instead of `onmessage` to receive requests as they come and answer each by its own `send`. */
  onrequest: ((ask: Ask<P>) => void) | null;
  /** Answers the request that `onmessage` was last called with. False without one. */
  send(...parts: Part[]): boolean;
}
