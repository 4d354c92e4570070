import type { Auth, AuthSource, Notice, Socket, SocketState } from '../api/socket';
import type { Close } from '../api/context';
import type { Frame } from '../wire/frame';
import type { Session } from '../session';
import { Backoff } from '../backoff';
import { ZmqError } from '../errors';
import { notify, quiet } from '../report';
import { json, object } from '../wire/original';

/** Denials that may be different in a moment; a socket that was open once tries again. */
const PASSING = new Set(['in_use', 'limit', 'unavailable']);

/** One socket of the page: opens, and opens again whenever its connection comes back. */
export abstract class VirtualSocket implements Socket {
  abstract readonly type: number;
  onopen: (() => void) | null = null;
  onerror: ((error: ZmqError) => void) | null = null;
  onclose: ((close: Close) => void) | null = null;
  onnotice: ((notice: Notice) => void) | null = null;

  private _identity = randomIdentity();
  private _state: SocketState = 'idle';
  private _opening: Opening | undefined;
  /** The connect has left on the present connection. */
  private _asked = false;
  /** The question to the page that counts: a newer connection asks anew. */
  private _asking: object | undefined;
  private _failures = 0;
  private _timer: unknown;
  private readonly _backoff: Backoff;

  constructor(protected readonly session: Session) {
    const { clock, backoffBase, backoffMax } = session.settings;
    this._backoff = new Backoff(clock, backoffBase, backoffMax);
  }

  get identity(): string {
    return this._identity;
  }

  set identity(identity: string) {
    if (this._state !== 'idle' && this._state !== 'refused') {
      throw new ZmqError('in_use', `The socket is called "${this._identity}" already; set its identity before connect.`);
    }
    this._identity = String(identity);
  }

  get state(): SocketState {
    return this._state;
  }

  connect(address: string, auth?: Auth | AuthSource): Promise<void> {
    const opening = new Opening();
    try {
      this._check();
      const fixed = { zmq_conn_string: String(address), socket_type: this.type };
      if (typeof auth === 'function') {
        opening.ask = async () => ({ ...members(await auth()), ...fixed });
      } else {
        opening.members = { ...members(auth), ...fixed };
      }
      this.session.attach(this);
    } catch (error) {
      opening.fail(error as ZmqError);
      return opening.promise;
    }
    this._opening = opening;
    this._state = 'connecting';
    this._open();
    if (this.session.refusal) {
      this.onRefused(this.session.refusal);
    }
    return opening.promise;
  }

  close(): void {
    if (this._state === 'closed') {
      return;
    }
    if (this._opening) {
      quiet(this._opening.promise);
    }
    this._end('closed', new ZmqError('closed', 'The page closed the socket.'));
    notify(this, this.onclose, { code: 1000, reason: 'closed by the page' });
  }

  /** @internal The connection is live, for the first time or again. */
  onLive(): void {
    if (!this._asked) {
      this._open();
    }
  }

  /** @internal */
  onLost(close: Close): void {
    this._asked = false;
    this.session.settings.clock.clearTimeout(this._timer);
    if (this._state === 'live') {
      this._state = 'reconnecting';
      this.onGone();
      notify(this, this.onclose, close);
    }
  }

  /** @internal The connection will not come back unless the page says so. @param taken whether the page has heard */
  onRefused(error: ZmqError, taken = false): void {
    this._opening?.fail(error);
    if (taken && this._opening) {
      quiet(this._opening.promise);
    }
    this.onHopeless(error);
  }

  /** @internal */
  onFrame(frame: Frame): void {
    if (frame.msg_type === 'connection_reply') {
      this._onConnectionReply(object(frame.content));
    } else if (frame.msg_type === 'notice') {
      notify(this, this.onnotice, object(frame.content) as unknown as Notice);
    } else if (this._state === 'live') {
      this.onMessage(frame);
    }
  }

  /** A frame from the bridge for an open socket. */
  protected abstract onMessage(frame: Frame): void;

  /** The socket is open: what waited may go. */
  protected onOpened(_reply: Record<string, unknown>): void {}

  /** The connection broke: what was under way is lost, what waits may wait. */
  protected onGone(): void {}

  /** The socket has ended, by the page or by the bridge: nothing goes any more. */
  protected onEnded(_error: ZmqError): void {}

  /** The connection is refused: what waits would wait for nothing. */
  protected onHopeless(_error: ZmqError): void {}

  /** More members for the connect. */
  protected connectMembers(): object {
    return {};
  }

  protected transmit(content: string): boolean {
    return this.session.send({ identity: this._identity, content, msg_type: 'userlevel' });
  }

  private _check(): void {
    if (this._state === 'closed') {
      throw new ZmqError('closed', 'The socket is closed. Make a new one.');
    }
    if (this._state !== 'idle' && this._state !== 'refused') {
      throw new ZmqError('in_use', 'The socket is connected already; one socket has one endpoint. Make another one.');
    }
    const { length } = Array.from(this._identity); // characters, not UTF-16 units
    if (length < 1 || length > 255) {
      throw new ZmqError('malformed', 'A socket\'s identity has 1 to 255 characters.');
    }
  }

  private _open(): void {
    const opening = this._opening;
    if (!opening?.ask) {
      this._ask(opening?.members);
    } else if (this.session.state.name === 'live') {
      const asking = (this._asking = {});
      this._asked = true;
      const current = () => this._asked && this._asking === asking;
      opening.ask().then(
        (members) => current() && this._ask(members),
        (error: ZmqError) => current() && this._refuse(error instanceof ZmqError ? error : new ZmqError('no_credentials', String(error))),
      );
    }
  }

  private _ask(members: object | undefined): void {
    const notices = this.onnotice ? { notices: true } : {};
    const content = json({ ...members, ...notices, ...this.connectMembers() });
    this._asked = this.session.send({ identity: this._identity, content, msg_type: 'connect' });
  }

  private _onConnectionReply(reply: Record<string, unknown>): void {
    if (this._state !== 'connecting' && this._state !== 'reconnecting') {
      return;
    }
    if (reply['status'] === 'success') {
      this._state = 'live';
      this._failures = 0;
      this._opening?.succeed();
      notify(this, this.onopen);
      this.onOpened(reply);
    } else {
      this._onDenied(errorOf(reply, 'not_allowed'));
    }
  }

  private _onDenied(error: ZmqError): void {
    if (this._state === 'reconnecting' && PASSING.has(error.code)) {
      this._failures += 1;
      this._timer = this.session.settings.clock.setTimeout(() => this._open(), this._backoff.millis(this._failures));
      return;
    }
    this._refuse(error);
  }

  /** Tells the page once: by a handler, or else by the promise of its connect, or by the console if that is long settled. */
  private _refuse(error: ZmqError): void {
    const opening = this._opening;
    this._end('refused', error);
    if (notify(this, this.onerror, error) || this.session.complain(error)) {
      quiet(opening!.promise);
    } else if (opening!.succeeded) {
      console.warn(`zmq.js: the bridge refused a socket: ${error.message} (${error.code})`);
    }
  }

  private _end(state: 'refused' | 'closed', error: ZmqError): void {
    this.session.settings.clock.clearTimeout(this._timer);
    this.session.detach(this);
    this._state = state;
    this._opening?.fail(error);
    this.onEnded(error);
  }
}

/** What `connect` was asked, and the promise that it gave. */
class Opening {
  members: object = {};
  /** Gives the members at each connect, where the page gave a function. */
  ask: (() => Promise<object>) | undefined;
  succeeded = false;
  succeed!: () => void;
  fail!: (error: ZmqError) => void;
  readonly promise = new Promise<void>((resolve, reject) => {
    this.succeed = () => {
      this.succeeded = true;
      resolve();
    };
    this.fail = reject;
  });
}

function members(auth: Auth | undefined): object {
  try {
    return object(json(auth ?? {}));
  } catch (cause) {
    throw new ZmqError('malformed', `The second argument of connect cannot be sent as JSON: ${(cause as Error).message}`, { cause });
  }
}

/** The error that `{"status":"error","error_msg":…,"code":…}` stands for. */
export function errorOf(content: Record<string, unknown>, code: string): ZmqError {
  const { error_msg, code: given } = content;
  return new ZmqError(
    typeof given === 'string' ? given : code,
    typeof error_msg === 'string' ? error_msg : 'The bridge gave no reason.',
  );
}

function randomIdentity(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
