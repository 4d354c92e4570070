import type { Close, ContextEvents, ContextState } from './api/context';
import type { Frame } from './wire/frame';
import type { Settings } from './options';
import type { VirtualSocket } from './sockets/socket';
import { Events } from './events';
import { Link, type LinkEvents } from './link';
import { ZmqError } from './errors';
import { notify } from './report';
import { decode, encode } from './wire/original';

/** The page's handlers; they live on the object that the page holds. */
export interface Handlers {
  onopen?: unknown;
  onerror?: unknown;
  onclose?: unknown;
}

/** One link and the sockets that live on it: gives each frame to its socket. */
export class Session implements LinkEvents {
  readonly events = new Events<ContextEvents>();
  private readonly _sockets = new Map<string, VirtualSocket>();
  /** Why the connection is not tried again, while it is not. */
  refusal: ZmqError | undefined;
  private readonly _link: Link;

  constructor(
    private readonly page: Handlers,
    url: string,
    readonly settings: Settings,
  ) {
    this._link = new Link(url, settings, this);
    this._link.start();
  }

  get state(): ContextState {
    return this._link.state;
  }

  /** Refuses a second socket of the same identity: the wire could not tell them apart. */
  attach(socket: VirtualSocket): void {
    if (this.state.name === 'closed') {
      throw new ZmqError('closed', 'The context is closed. Make a new one.');
    }
    const present = this._sockets.get(socket.identity);
    if (present && present !== socket) {
      throw new ZmqError('in_use', `Another socket of this context is called "${socket.identity}". Choose another identity.`);
    }
    this._sockets.set(socket.identity, socket);
  }

  detach(socket: VirtualSocket): void {
    if (this._sockets.get(socket.identity) === socket) {
      this._sockets.delete(socket.identity);
    }
  }

  /** False when the connection is not live; nothing was sent then. */
  send(frame: Frame): boolean {
    const text = encode(frame);
    const sent = this._link.send(text);
    if (sent && this.events.has('trace')) {
      this.events.emit('trace', { direction: 'out', text, frame, at: this.settings.clock.now() });
    }
    return sent;
  }

  reconnectNow(): void {
    this._link.reconnectNow();
  }

  close(): void {
    if (this.state.name === 'closed') {
      return;
    }
    this._link.close();
    for (const socket of this._present()) {
      socket.close();
    }
    notify(this.page, this.page.onclose, { code: 1000, reason: 'closed by the page' });
  }

  /** For what no socket is to blame for, and for sockets whose page does not listen. */
  complain(error: ZmqError): boolean {
    return notify(this.page, this.page.onerror, error);
  }

  onState(state: ContextState): void {
    this.refusal = state.name === 'refused' ? refused(state.close) : undefined;
    this.events.emit('state', state);
    const { refusal } = this;
    if (!refusal) {
      return;
    }
    const taken = this.complain(refusal);
    const sockets = this._present();
    sockets.forEach((socket) => socket.onRefused(refusal, taken));
    if (!taken && sockets.length === 0) {
      console.warn(`zmq.js: ${refusal.message}`);
    }
  }

  onLive(): void {
    for (const socket of this._present()) {
      socket.onLive();
    }
    notify(this.page, this.page.onopen);
  }

  onLost(close: Close): void {
    for (const socket of this._present()) {
      socket.onLost(close);
    }
    notify(this.page, this.page.onclose, close);
  }

  onData(data: unknown): void {
    const frame = decode(data);
    if (this.events.has('trace')) {
      const trace = { direction: 'in' as const, text: String(data), at: this.settings.clock.now() };
      this.events.emit('trace', frame ? { ...trace, frame } : trace);
    }
    if (!frame) {
      this.complain(new ZmqError('malformed', 'The bridge sent something that is no frame of this wire; it was dropped.'));
      return;
    }
    this._sockets.get(frame.identity)?.onFrame(frame);
  }

  /** A copy: handlers may attach and detach while it is walked. */
  private _present(): VirtualSocket[] {
    return Array.from(this._sockets.values());
  }
}

function refused(close: Close): ZmqError {
  const { code, reason } = close;
  return new ZmqError('refused', `The connection was refused (${code}${reason && `: ${reason}`}). It is not tried again.`, { cause: close });
}
