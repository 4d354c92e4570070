import type { Auth, AuthSource, ConnectOptions, Notice, Part, Socket, SocketOptions, SocketState } from '../api/socket';
import type { Close } from '../api/context';
import type { Session } from '../session';
import type { Answer, AskId, Channel, End, Opening, Wire } from '../wires/wire';
import { disposable } from '../dispose';
import { ZmqError } from '../errors';
import { leave, take } from '../keepsake';
import { Connect, members, randomIdentity } from './connect';
import { onAbort } from './request';
import { Retry } from './retry';
import { Telling } from './telling';

/** Ends that may be different in a moment; a socket that was open once tries again. */
const PASSING = new Set(['in_use', 'limit', 'unavailable', 'shutdown', 'slow_reader']);

export const NOT_CONNECTED = 'This socket was never connected: call connect first.';

/** One socket of the page: opens, and opens again whenever its connection comes back. */
export abstract class VirtualSocket<P extends Part = Part> extends Telling<P> implements Socket<P>, End {
  abstract readonly type: number;
  onopen: (() => void) | null = null;
  onerror: ((error: ZmqError) => void) | null = null;
  onclose: ((close: Close) => void) | null = null;
  onnotice: ((notice: Notice) => void) | null = null;

  /** Where the socket is open; undefined while it is not. */
  protected _channel: Channel | undefined;
  /** Asked for on the present connection, and perhaps open. */
  protected _pending: Channel | undefined;
  private _identity = randomIdentity();
  /** The page has chosen the name, and will again when it is loaded again. */
  private _isNamed = false;
  /** The secret by which this socket takes its identity over from its own dead connection. */
  private _reclaim: string | undefined;
  private _state: SocketState = 'idle';
  private _connect: Connect | undefined;
  /** The opening that counts, from the question to the page for its credentials on: a newer connection asks anew. */
  private _asking: object | undefined;
  private readonly _retry: Retry;

  constructor(
    protected readonly _session: Session,
    protected readonly _options: SocketOptions,
  ) {
    super();
    this._retry = new Retry(_session.settings, () => this._open());
    if (_options.identity !== undefined) {
      this.identity = _options.identity;
    }
  }

  get identity(): string {
    return this._identity;
  }

  set identity(identity: string) {
    if (this._state !== 'idle' && this._state !== 'refused') {
      throw new ZmqError('in_use', `The socket is called "${this._identity}"; set its identity before connect.`);
    }
    this._identity = String(identity);
    this._isNamed = true;
  }

  get state(): SocketState {
    return this._state;
  }

  get opened(): Promise<void> {
    return this._connect?.promise ?? Promise.reject(new ZmqError('not_connected', NOT_CONNECTED));
  }

  connect(address: string, auth?: Auth | AuthSource, { signal }: ConnectOptions = {}): Promise<void> {
    const connect = new Connect(String(address), typeof auth === 'function' ? auth : undefined);
    try {
      this._check();
      connect.auth = members(connect.source ? {} : (auth as Auth));
      this._session._attach(this);
    } catch (error) {
      connect.fail(error as ZmqError);
      this._connect ??= connect;
      return connect.promise;
    }
    this._connect = connect;
    this._state = 'connecting';
    this._open();
    if (this._session.refusal) {
      this._onRefused(this._session.refusal);
    }
    if (signal) {
      connect.unlisten = onAbort(signal, (error) => this._close(error));
    }
    return connect.promise;
  }

  close(): void {
    this._close(new ZmqError('closed', 'The page closed the socket.'));
  }

  declare [Symbol.asyncDispose]: () => Promise<void>;

  /** The connection is live, for the first time or again. */
  _onLive(): void {
    if (!this._asking) {
      this._open();
    }
  }

  _onLost(close: Close): void {
    this._pending = this._channel = this._asking = undefined;
    this._retry._stop();
    if (this._state === 'live') {
      this._state = 'reconnecting';
      this._onGone();
      this._tell('close', close);
    }
  }

  /** The page goes, perhaps only to be loaded again. */
  _onHide(): void {
    if (this._reclaim && this._isNamed) {
      leave(this._keepsake, this._reclaim);
    }
  }

  /** The connection will not come back unless the page says so. @param taken whether the page has heard */
  _onRefused(error: ZmqError, taken = false): void {
    if (this._onHopeless(error) || taken) {
      this._connect?.quiet();
    }
    this._connect?.fail(error);
  }

  _opened(answer: Answer): void {
    const again = this._connect!.succeeded;
    this._reclaim = typeof answer.reclaim === 'string' ? answer.reclaim : undefined;
    this._channel = this._pending;
    this._state = 'live';
    this._retry._worked();
    this._connect!.succeed();
    this._tell('open', undefined);
    if (this._channel) {
      this._onOpened(answer, again);
    }
  }

  _denied(error: ZmqError): void {
    const isTaken = error.code === 'in_use' && this._channel; // by another page: two must not take it from each other in turn
    this._pending = this._channel = undefined;
    const isPassing = PASSING.has(error.code) || (error.code === 'expired' && this._connect!.source); // it may have other credentials
    if (!this._connect!.succeeded || isTaken || !isPassing) {
      this._refuse(error);
      return;
    }
    if (this._state === 'live') {
      this._state = 'reconnecting';
      this._onGone();
    }
    this._retry._later();
  }

  _erred(error: ZmqError): void {
    if (!this._tell('error', error) && !this._session._complain(error)) {
      console.warn(`zmq.js: ${error.message} (${error.code})`);
    }
  }

  _noticed(notice: Notice): void {
    this._tell('notice', notice);
  }

  _subscribed(topics: readonly Part[]): void {
    this._tell('subscribed', topics);
  }

  _arrived(_parts: readonly Part[], _offset?: number): void {}
  _replied(_id: number, _parts: readonly Part[]): void {}
  _failed(_id: number, _error: ZmqError): void {}
  _asked(_id: AskId, _parts: readonly Part[]): void {}
  _withdrawn(_id: AskId): void {}
  _room(): void {}

  /** The bridge has been asked to open it. */
  protected _onAsked(): void {}

  /** The socket is open: what waited may go. @param again whether it has been open before */
  protected _onOpened(_answer: Answer, _again: boolean): void {}

  /** The connection broke: what was under way is lost, what waits may wait. */
  protected _onGone(): void {}

  /** The socket has ended, by the page or by the bridge: nothing goes any more. True when the page has been told the error. */
  protected _onEnded(_error: ZmqError): boolean {
    return false;
  }

  /** The connection is refused: what waits would wait for nothing. True when the page has been told the error. */
  protected _onHopeless(_error: ZmqError): boolean {
    return false;
  }

  /** More of what this socket asks to be opened with. */
  protected _members(_auth: Auth): Partial<Opening> {
    return {};
  }

  private get _keepsake(): string {
    return `zmq.js ${this._session.url} ${this._connect!.endpoint} ${this._identity}`;
  }

  private _check(): void {
    if (this._state === 'closed') {
      throw new ZmqError('closed', 'The socket is closed. Make a new one.');
    }
    if (this._state !== 'idle' && this._state !== 'refused') {
      throw new ZmqError('in_use', 'The socket is connected already. Make another one.');
    }
    const { length } = Array.from(this._identity); // characters, not UTF-16 units
    if (length < 1 || length > 255) {
      throw new ZmqError('malformed', "A socket's identity has 1 to 255 characters.");
    }
  }

  private _open(): void {
    const { _wire: wire } = this._session;
    const { source, auth } = this._connect!;
    if (!wire) {
      return;
    }
    const asking = (this._asking = {});
    if (!source) {
      this._ask(wire, auth);
      return;
    }
    const current = () => this._asking === asking;
    Promise.resolve()
      .then(source)
      .then(members)
      .then(
        (given) => current() && this._ask(wire, given),
        (error) => current() && this._refuse(error instanceof ZmqError ? error : new ZmqError('no_credentials', String(error))),
      );
  }

  private _ask(wire: Wire, auth: Record<string, unknown>): void {
    const notices = Boolean(this.onnotice) || this._events.has('notice');
    const name = this._keepsake;
    const reclaim = [take(name), this._session._secrets.get(name), this._reclaim].filter(Boolean).pop();
    this._session._secrets.delete(name);
    const opening = { type: this.type, endpoint: this._connect!.endpoint, auth, notices, reclaim, isNamed: this._isNamed, ...this._members(auth) };
    const misfit = wire._misfit(opening);
    if (misfit) {
      return this._refuse(misfit);
    }
    this._pending = wire._open(this, opening);
    this._onAsked();
  }

  /** Tells the page once: by a handler, or by what it waits for, or else by the console. */
  private _refuse(error: ZmqError): void {
    const connect = this._connect!;
    const told = this._finish('refused', error);
    if (this._tell('error', error) || this._session._complain(error) || told) {
      connect.quiet();
    } else if (connect.succeeded) {
      console.warn(`zmq.js: the bridge refused a socket: ${error.message} (${error.code})`);
    }
  }

  private _close(error: ZmqError): void {
    if (this._state === 'closed') {
      return;
    }
    this._connect?.quiet();
    if (this._reclaim && this._isNamed) {
      this._session._secrets.set(this._keepsake, this._reclaim);
    }
    this._pending?._close();
    this._finish('closed', error);
    this._tell('close', { code: 1000, reason: 'closed by the page' });
  }

  /** True when the page has been told the error. */
  private _finish(state: 'refused' | 'closed', error: ZmqError): boolean {
    this._retry._stop();
    this._session._detach(this);
    this._pending = this._channel = this._asking = undefined;
    this._state = state;
    this._connect?.fail(error);
    return this._onEnded(error);
  }
}

disposable(VirtualSocket.prototype);
