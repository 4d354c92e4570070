import type { Auth, Part, Socket, SocketEvents, SocketOptions, SocketState } from '../api/socket';
import type { Session } from '../session';
import type { Teller } from '../teller';
import type { Answer, Channel, End, Opening } from '../wires/wire';
import type { ZmqError } from '../errors';

/** What a kind of socket has of its socket. */
export interface Core extends Pick<Teller<SocketEvents<Part>>, '_emit'> {
  /** What the page holds; each kind adds what its pages call. */
  readonly _face: Socket;
  readonly _session: Session;
  readonly _options: SocketOptions;
  readonly _type: number;
  _state: SocketState;
  /** Where the socket is open; undefined while it is not. */
  _channel: Channel | undefined;
  /** Asked for on the present connection, and perhaps open. */
  _pending: Channel | undefined;
  _noticed: End['_noticed'];
}

/** What makes a REQ socket one, a SUB one, and so on: called at the turns of its life, and with what comes. */
export interface Kind extends Pick<End, '_arrived' | '_outcome' | '_asked' | '_withdrawn' | '_room'> {
  /** More of what this socket asks to be opened with. */
  _members(auth: Auth): Partial<Opening>;
  /** The bridge has been asked to open it. */
  _onAsked(): void;
  /** The socket is open: what waited may go. @param again whether it has been open before */
  _onOpened(answer: Answer, again: boolean): void;
  /** The connection broke: what was under way is lost, what waits may wait. */
  _onGone(): void;
  /** The socket has ended, by the page or by the bridge: nothing goes any more. True when the page has been told the error. */
  _onEnded(error: ZmqError): boolean | void;
  /** The connection is refused: what waits would wait for nothing. True when the page has been told the error. */
  _onHopeless(error: ZmqError): boolean | void;
}
