import type { Close } from './context';
import type { ZmqError } from '../errors';

export type SocketState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'refused' | 'closed';

/** What goes to the bridge with a connect: credentials for its hook, and a SUB's filter. */
export interface Auth {
  /** SUB only: deliver only messages that contain this text. */
  msgfilter?: string;
  [credential: string]: unknown;
}

/** Credentials of the day: asked for each time the socket connects, also after a reconnect. */
export type AuthSource = () => Auth | Promise<Auth>;

/** Something to know outside of any request: the service has gone or come, publications were lost, the bridge is stopping. */
export interface Notice {
  readonly notice: 'service_absent' | 'service_present' | 'dropped' | 'stopping';
  /** How many publications were lost; for `dropped`. */
  readonly count?: number;
}

/** What the three kinds of socket share. */
export interface Socket {
  /** The socket's name in its connection, 1–255 characters; random unless set before `connect`. */
  identity: string;
  readonly type: number;
  readonly state: SocketState;
  /** Called each time the socket is open, also after a reconnect. */
  onopen: (() => void) | null;
  /** Called when the bridge refuses the socket, at first or later. */
  onerror: ((error: ZmqError) => void) | null;
  /** Called when its connection is lost (it comes back by itself) and when it is closed. */
  onclose: ((close: Close) => void) | null;
  /** Set before `connect`: called with what the bridge has to tell about this socket's service. */
  onnotice: ((notice: Notice) => void) | null;
  /**
   * Opens the socket at a configured endpoint's name or address. `auth` is copied, never changed; a function is asked
   * at every connect and reconnect, and one that fails refuses the socket.
   * Rejects with a `ZmqError` when the bridge refuses the socket or its connection; connects again by itself when the connection is lost.
   */
  connect(address: string, auth?: Auth | AuthSource): Promise<void>;
  /** Ends the socket; what waits is rejected with the code `closed`. */
  close(): void;
}

export interface RequestOptions {
  /** Milliseconds, queueing included; 0 or Infinity for none. */
  timeout?: number;
  /** Gives the request up when it aborts. */
  signal?: AbortSignal;
}

/** Called once: with the reply, or with undefined and what went wrong. */
export type ReplyCallback<T> = (reply: T | undefined, error?: ZmqError) => void;

/** Sends requests, one at a time, in order. */
export interface ReqSocket extends Socket {
  send(text: string, callback?: ReplyCallback<string>): Promise<string>;
  send(text: string, options: RequestOptions, callback?: ReplyCallback<string>): Promise<string>;
}

/** Receives publications. */
export interface SubSocket extends Socket {
  /** Called with each message's last frame. */
  onmessage: ((content: string) => void) | null;
}

/** One request that a service put to this page. */
export interface Ask {
  /** The message's last frame; for the usual single frame, the message. */
  readonly body: string;
  /** All frames. */
  readonly parts: readonly string[];
  /** Answers, once. False when it is answered already or its connection is gone. */
  send(...parts: string[]): boolean;
}

/** Answers requests from services. */
export interface RepSocket extends Socket {
  /** Called with one request at a time; the next comes after `send`, or after the answer's deadline. */
  onmessage: ((body: string, ask: Ask) => void) | null;
  /** Set instead of `onmessage` to receive requests as they come and answer each by its own `send`. */
  onrequest: ((ask: Ask) => void) | null;
  /** Answers the request that `onmessage` was last called with. False when there is none. */
  send(...parts: string[]): boolean;
}
