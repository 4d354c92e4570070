import type { Close, ContextEvents, ContextState, Trace } from './api/context';
import type { Auth, Notice } from './api/socket';
import type { Settings } from './options';
import type { Line, Wire } from './wires/wire';
import { credentialOf } from './credential';
import { ZmqError } from './errors';
import { failure } from './failure';
import { link } from './link';
import { teller, type Teller } from './teller';
import { onWake } from './wake';
import { speak } from './wires/speak';

/** What a session needs of a socket that lives on it. */
export interface Resident {
  _onLive(): void;
  _onLost(close: Close): void;
  _onRefused(error: ZmqError, taken: boolean): void;
  _onHide(): void;
  _noticed(notice: Notice): void;
  _close(): void;
}

/** One link, what is spoken on it now, and the sockets that live on it. */
export interface Session extends Pick<Teller<ContextEvents>, 'on'> {
  readonly url: string;
  readonly settings: Settings;
  /** Of closed sockets, so that the next one of that name has it though the bridge may not have ended the last. */
  readonly _secrets: Map<string, string>;
  /** Why the connection is not tried again, while it is not. */
  _refusal: ZmqError | undefined;
  _state(): ContextState;
  /** What sockets may be opened on; undefined while the connection is not live. */
  _wire(): Wire | undefined;
  /** Refuses a second socket of the same identity: the first wire could not tell them apart. */
  _attach(socket: Resident, identity: string): void;
  _detach(socket: Resident, identity: string): void;
  /** For what no socket is to blame for, and for sockets whose page does not listen. False when nobody has heard. */
  _complain(error: ZmqError): boolean;
  _reconnectNow(): void;
  /** Brings these credentials, or `{token}` of what the page gives, to the connection; resolves with when they end. */
  _reauth(auth?: Auth): Promise<number | undefined>;
  _buffered(): number;
  _close(): void;
}

/** @param page the object that the page holds, with its handlers */
export function session(page: object, url: string, settings: Settings): Session {
  const { on, _has, _emit, _tell } = teller<ContextEvents>(page);
  const sockets = new Map<string, Resident>();
  let spoken: Wire | undefined;

  /** Handlers may attach and detach while they are called. */
  const each = (run: (socket: Resident) => void) => Array.from(sockets.values()).forEach(run);
  const isClosed = () => connection._state().name === 'closed';
  const complain = (error: ZmqError) => _tell('error', error);
  const wire = () => (connection._state().name === 'live' ? spoken : undefined);

  /** Asks whether the connection lives; without one, goes on as it is told. */
  const ask = (otherwise: () => void) => {
    const present = wire();
    if (present) {
      present._ask();
    } else {
      otherwise();
    }
  };

  const hush = () => {
    if (spoken) {
      spoken._stop();
    }
    spoken = undefined;
  };

  const trace = (direction: 'in' | 'out', data: unknown, frame: object | undefined) => {
    if (_has('trace')) {
      const crossed = typeof data === 'string' ? { text: data } : { text: '', bytes: new Uint8Array(data as ArrayBuffer) };
      _emit('trace', { direction, ...crossed, ...(frame && { frame }), at: settings.clock.now() } as Trace);
    }
  };

  const reauth = async (auth?: Auth, expires?: number) => {
    const { credential } = settings;
    const present = wire();
    const given = auth || { token: credential && (await credentialOf(credential, { attempt: 0, close: undefined, expires })) };
    if (!present || present !== wire()) {
      throw failure('not_connected', 'No connection is live.');
    }
    const until = await present._auth(given);
    _emit('authorized', until);
    return until;
  };

  /** What is refused changes nothing: the connection goes on until it expires. */
  const onExpiring = (expires: number) => {
    _emit('expiring', expires);
    if (typeof settings.credential === 'function') {
      reauth(undefined, expires).catch((error) => {
        const known = error instanceof ZmqError ? error : failure('no_credentials', String(error));
        if (!complain(known)) {
          console.warn(`zmq.js: ${known.message}`);
        }
      });
    }
  };

  const line: Line = {
    _clock: settings.clock,
    _transmit(data, frame) {
      const sent = connection._send(data);
      if (sent) {
        trace('out', data, frame);
      }
      return sent;
    },
    _live() {
      connection._live();
      each((socket) => socket._onLive());
      _tell('open', undefined);
    },
    _abandon: (close) => connection._lost(close),
    _complain: complain,
    _noticed: (notice) => each((socket) => socket._noticed(notice)),
    _expiring: onExpiring,
  };

  const connection = link(url, settings, {
    _onOpen(protocol) {
      spoken = speak(protocol, line);
      spoken._start();
    },
    _onLost(close, wasLive) {
      hush();
      if (wasLive) {
        each((socket) => socket._onLost(close));
        _tell('close', close);
      }
    },
    _onData(data) {
      const frame = spoken && spoken._decode(data);
      trace('in', data, frame);
      if (frame) {
        spoken!._handle(frame);
      } else {
        complain(failure('malformed', 'The bridge sent what is no frame.'));
      }
    },
    _onState(state) {
      own._refusal = state.name === 'refused' ? refused(state.close) : undefined;
      _emit('state', state);
      if (own._refusal) {
        onRefused(own._refusal);
      }
    },
  });

  const onRefused = (refusal: ZmqError) => {
    const isLone = sockets.size === 0;
    const taken = complain(refusal);
    each((socket) => socket._onRefused(refusal, taken));
    if (!taken && isLone) {
      console.warn(`zmq.js: ${refusal.message}`);
    }
  };

  /** Many pages wake at once: where a network comes back, each takes its own moment. */
  const unwake = onWake(
    () => ask(connection._soon),
    () => each((socket) => socket._onHide()),
  );

  const own: Session = {
    url,
    settings,
    on,
    _secrets: new Map(),
    _refusal: undefined,
    _state: connection._state,
    _wire: wire,
    _attach(socket, identity) {
      if (isClosed()) {
        throw failure('closed', 'The context is closed.');
      }
      if ((sockets.get(identity) || socket) !== socket) {
        throw failure('in_use', `Another socket is called "${identity}".`);
      }
      sockets.set(identity, socket);
    },
    _detach(socket, identity) {
      if (sockets.get(identity) === socket) {
        sockets.delete(identity);
      }
    },
    _complain: complain,
    _reauth: reauth,
    _buffered: connection._buffered,
    _reconnectNow: () => ask(connection._now),
    _close() {
      if (!isClosed()) {
        unwake();
        hush();
        connection._close();
        each((socket) => socket._close());
        _tell('close', { code: 1000, reason: 'closed by the page' });
      }
    },
  };
  connection._attempt();
  return own;
}

function refused(close: Close): ZmqError {
  const { code, reason } = close;
  return failure('refused', `The connection was refused (${code}${reason && `: ${reason}`}).`, close);
}
