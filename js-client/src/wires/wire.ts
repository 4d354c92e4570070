import type { ZmqError } from '../errors';
import type { Clock } from '../api/clock';
import type { Close } from '../api/context';
import type { Auth, Notice, Part, SubscribeOptions } from '../api/socket';
import type { ControlFrame, DataFrame } from '../wire/second';

/** What a connection speaks. Made for one connection and gone with it. */
export interface Wire {
  /** One message of the WebSocket as a frame, which nobody else looks into; undefined when it is none. */
  _decode(data: unknown): object | undefined;
  _handle(frame: object): void;
  /** The connection is open. */
  _start(): void;
  /** Why this wire can never carry such a socket. */
  _misfit(opening: Opening): ZmqError | undefined;
  _open(end: End, opening: Opening): Channel;
  /** Brings new credentials; resolves with when they end. Rejects where the bridge does not take them. */
  _auth(auth: Auth): Promise<number | undefined>;
  /** The page is back, or wants to know: ask whether the line still lives, if this wire can. */
  _ask(): void;
  /** The connection is over. */
  _stop(): void;
}

/** What is said, as the second wire's page says it; the first's parts are text, and its ids of asks are routes. */
export type Spoken = ControlFrame | (Omit<DataFrame, 'numbers' | 'parts'> & { readonly numbers: readonly AskId[]; readonly parts: readonly Part[] });

/** How what is said crosses: as the second wire's frames, or as the first's, which mean less. */
export interface Dialect {
  /** What the connection begins with, where the bridge does not begin. */
  readonly _welcome?: ControlFrame;
  _decode(data: unknown): object | undefined;
  /** What a frame says; undefined: nothing that counts. */
  _meaning(frame: object): Spoken | undefined;
  /** False when it was not sent: there is no connection, or this dialect has no word for it, or no place now. */
  _say(spoken: Spoken, end?: End): boolean;
  /** Why this can never carry such a socket. */
  _misfit(opening: Opening): ZmqError | undefined;
  /** Why this can never carry such parts. */
  _unfit(parts: readonly Part[], end: End): ZmqError | undefined;
}

/** One open socket on one connection. Ends with the connection, without a word. */
export interface Channel {
  /** Why such parts cannot be sent here, at any time. */
  _unfit(parts: readonly Part[]): ZmqError | undefined;
  /** False when there is no room for one more request; `_room` tells of it. */
  _request(id: number, parts: readonly Part[], millis: number): boolean;
  /** The page no longer waits for this one. */
  _cancel(id: number): void;
  /** False when the bridge takes no more for now; `_room` tells when it does. */
  _message(parts: readonly Part[]): boolean;
  /** The outcome of an ask: parts, or a text that says why there are none. */
  _reply(id: AskId, outcome: readonly Part[] | string): boolean;
  _subscribe(topics: readonly Part[], options: SubscribeOptions): void;
  _unsubscribe(topics: readonly Part[]): void;
  /** So many more messages may come. */
  _allow(messages: number): void;
  _close(): void;
}

/** A route on the first wire, a number on the second. */
export type AskId = string | number;

/** The members of `open` (PROTOCOL-2.md §3). */
export interface Opening extends SubscribeOptions {
  readonly type: string;
  readonly endpoint: string;
  readonly auth?: object | undefined;
  readonly notices?: true | undefined;
  readonly identity?: string | undefined;
  readonly reclaim?: string | undefined;
  /** Text that the last part of a message must contain. */
  readonly filter?: string | undefined;
  /** SUB: subscribed with the opening; undefined: nothing is. */
  readonly topics?: readonly unknown[] | undefined;
  /** How many messages may come before `_allow`; undefined: no bound. */
  readonly credit?: number | undefined;
}

/** What the bridge said when it opened a socket. */
export interface Answer {
  /** The secret by which the socket takes its identity back. */
  readonly reclaim?: unknown;
  /** What its offsets count in. */
  readonly epoch?: unknown;
}

/** The socket's end of a channel: hears what comes. */
export interface End {
  readonly _type: number;
  _identity(): string;
  _opened(answer: Answer): void;
  /** Refused, or ended by the bridge. */
  _denied(error: ZmqError): void;
  /** Something went wrong that ends nothing. */
  _erred(error: ZmqError): void;
  _arrived(parts: readonly Part[], offset?: number): void;
  /** What has become of a request. True when somebody waits for that. */
  _outcome(id: number, outcome: readonly Part[] | ZmqError): boolean | void;
  _asked(id: AskId, parts: readonly Part[]): void;
  _withdrawn(id: AskId): void;
  _room(): void;
  _noticed(notice: Notice): void;
  /** What has become of topics: the bridge forwards them, or the service has heard of them. */
  _subscription(event: 'subscribed' | 'heard', topics: readonly Part[]): void;
}

/** What a wire needs of its connection. */
export interface Line {
  readonly _clock: Clock;
  /** False when the connection is not there; nothing was sent then. */
  _transmit(data: string | Uint8Array<ArrayBuffer>, frame: object): boolean;
  /** From here on sockets may be opened. */
  _live(): void;
  /** The line is dead: take another. */
  _abandon(close: Close): void;
  /** No socket is to blame. */
  _complain(error: ZmqError): void;
  /** Something for all sockets. */
  _noticed(notice: Notice): void;
  /** What was granted to the connection ends then. */
  _expiring(expires: number): void;
}
