import type { Close, ContextEvents, ContextState, Trace } from './api/context';
import type { Notice } from './api/socket';
import type { Settings } from './options';
import type { Line, Wire } from './wires/wire';
import { Events } from './events';
import { Link, type LinkEvents } from './link';
import { ZmqError } from './errors';
import { notify } from './report';
import { speak } from './wires/choose';

/** The page's handlers; they live on the object that the page holds. */
export interface Handlers {
  onopen?: unknown;
  onerror?: unknown;
  onclose?: unknown;
}

/** What a session needs of a socket that lives on it. */
export interface Resident {
  readonly identity: string;
  _onLive(): void;
  _onLost(close: Close): void;
  _onRefused(error: ZmqError, taken: boolean): void;
  _onHide(): void;
  _noticed(notice: Notice): void;
  close(): void;
}

/** One link, what is spoken on it now, and the sockets that live on it. */
export class Session implements LinkEvents, Line {
  readonly events = new Events<ContextEvents>();
  /** Of closed sockets, so that the next one of that name has it though the bridge may not have ended the last. */
  readonly _secrets = new Map<string, string>();
  private readonly _sockets = new Map<string, Resident>();
  /** Why the connection is not tried again, while it is not. */
  refusal: ZmqError | undefined;
  private readonly _link: Link;
  private _spoken: Wire | undefined;

  constructor(
    private readonly _page: Handlers,
    readonly url: string,
    readonly settings: Settings,
  ) {
    this._link = new Link(url, settings, this);
    this._link._attempt();
  }

  get state(): ContextState {
    return this._link._state;
  }

  get _clock(): Settings['clock'] {
    return this.settings.clock;
  }

  /** What sockets may be opened on; undefined while the connection is not live. */
  get _wire(): Wire | undefined {
    return this.state.name === 'live' ? this._spoken : undefined;
  }

  /** Refuses a second socket of the same identity: the first wire could not tell them apart. */
  _attach(socket: Resident): void {
    if (this.state.name === 'closed') {
      throw new ZmqError('closed', 'The context is closed. Make a new one.');
    }
    const present = this._sockets.get(socket.identity);
    if (present && present !== socket) {
      throw new ZmqError('in_use', `Another socket is called "${socket.identity}". Choose another identity.`);
    }
    this._sockets.set(socket.identity, socket);
  }

  _detach(socket: Resident): void {
    if (this._sockets.get(socket.identity) === socket) {
      this._sockets.delete(socket.identity);
    }
  }

  _transmit(data: string | Uint8Array<ArrayBuffer>, frame: object): boolean {
    const sent = this._link._send(data);
    if (sent) {
      this._trace('out', data, frame);
    }
    return sent;
  }

  _live(): void {
    this._link._live();
  }

  _abandon(close: Close): void {
    this._link._lost(close);
  }

  reconnectNow(): void {
    this._link._now();
  }

  close(): void {
    if (this.state.name === 'closed') {
      return;
    }
    this._link._close();
    for (const socket of this._present()) {
      socket.close();
    }
    notify(this._page, this._page.onclose, { code: 1000, reason: 'closed by the page' });
  }

  /** For what no socket is to blame for, and for sockets whose page does not listen. */
  _complain(error: ZmqError): boolean {
    return notify(this._page, this._page.onerror, error);
  }

  _noticed(notice: Notice): void {
    this._present().forEach((socket) => socket._noticed(notice));
  }

  _onOpen(protocol: string): void {
    this._spoken = speak(protocol, this);
    this._spoken._start();
  }

  _onEnd(): void {
    this._spoken?._stop();
    this._spoken = undefined;
  }

  _onWake(): void {
    this._spoken?._ask();
  }

  _onHide(): void {
    this._present().forEach((socket) => socket._onHide());
  }

  _onState(state: ContextState): void {
    this.refusal = state.name === 'refused' ? refused(state.close) : undefined;
    this.events.emit('state', state);
    const { refusal } = this;
    if (!refusal) {
      return;
    }
    const taken = this._complain(refusal);
    const sockets = this._present();
    sockets.forEach((socket) => socket._onRefused(refusal, taken));
    if (!taken && sockets.length === 0) {
      console.warn(`zmq.js: ${refusal.message}`);
    }
  }

  _onLive(): void {
    this._present().forEach((socket) => socket._onLive());
    notify(this._page, this._page.onopen);
  }

  _onLost(close: Close): void {
    this._present().forEach((socket) => socket._onLost(close));
    notify(this._page, this._page.onclose, close);
  }

  _onData(data: unknown): void {
    const wire = this._spoken;
    const frame = wire?._decode(data);
    this._trace('in', data, frame);
    if (frame) {
      wire!._handle(frame);
    } else {
      this._complain(new ZmqError('malformed', 'The bridge sent what is no frame; it was dropped.'));
    }
  }

  private _trace(direction: 'in' | 'out', data: unknown, frame: object | undefined): void {
    if (this.events.has('trace')) {
      const crossed = typeof data === 'string' ? { text: data } : { text: '', bytes: new Uint8Array(data as ArrayBuffer) };
      this.events.emit('trace', { direction, ...crossed, ...(frame && { frame }), at: this._clock.now() } as Trace);
    }
  }

  /** A copy: handlers may attach and detach while it is walked. */
  private _present(): Resident[] {
    return Array.from(this._sockets.values());
  }
}

function refused(close: Close): ZmqError {
  const { code, reason } = close;
  return new ZmqError('refused', `The connection was refused (${code}${reason && `: ${reason}`}). It is not tried again.`, { cause: close });
}
