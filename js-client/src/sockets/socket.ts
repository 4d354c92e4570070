import type { Auth, AuthSource, Part, Socket, SocketEvents, SocketOptions } from '../api/socket';
import type { Resident, Session } from '../session';
import type { End, Opening, Wire } from '../wires/wire';
import type { Core } from './core';
import { DEALER, PULL, REP } from '../api/constants';
import { after, nothing } from '../after';
import { backoffMillis } from '../backoff';
import { deferred, type Deferred } from '../deferred';
import { disposable } from '../dispose';
import { ZmqError } from '../errors';
import { failure } from '../failure';
import { leave, take } from '../keepsake';
import { NAMES } from '../names';
import { quiet } from '../report';
import { teller } from '../teller';
import { members, randomIdentity } from './given';
import { kindOf } from './kinds';
import { NOT_CONNECTED } from './queue';
import { onAbort } from './signal';

/** Ends that may be different in a moment; a socket that was open once tries again. */
const PASSING = 'in_use limit unavailable shutdown slow_reader'.split(' ');

/** One socket of the page: opens, and opens again whenever its connection comes back. */
export function createSocket(session: Session, type: number, options: SocketOptions = {}): Socket {
  if (typeof type !== 'number' || !NAMES[type]) {
    throw failure('malformed', `No type of socket: ${String(type)}. Use zmq.REQ and its like.`);
  }
  let identity = randomIdentity();
  /** The page has chosen the name, and will again when it is loaded again. */
  let isNamed = false;
  /** The secret by which this socket takes its identity over from its own dead connection. */
  let reclaim: string | undefined;
  /** What `connect` promised. */
  let opened: Deferred<void> | undefined;
  let hasOpened = false;
  let endpoint = '';
  let auth: Auth = {};
  /** Gives the credentials at each opening, where the page gave a function. */
  let source: AuthSource | undefined;
  /** The opening that counts, from the question to the page for its credentials on: a newer connection asks again. */
  let asking: object | undefined;
  let failures = 0;
  let stopRetry = nothing;
  let unlisten = nothing;

  const face = {
    type,
    onopen: null,
    onerror: null,
    onclose: null,
    onnotice: null,
    get identity() {
      return identity;
    },
    set identity(name) {
      if (isBusy()) {
        throw failure('in_use', 'Set it before connect.');
      }
      identity = String(name);
      isNamed = true;
    },
    get state() {
      return core._state;
    },
    get opened() {
      return opened ? opened.promise : Promise.reject(failure('not_connected', NOT_CONNECTED));
    },
    connect(address, given, { signal } = {}) {
      const asked = deferred<void>();
      const isSource = typeof given === 'function';
      try {
        check();
        auth = members(isSource ? {} : given);
        session._attach(own, identity);
      } catch (error) {
        asked._reject(error);
        opened = opened || asked;
        return asked.promise;
      }
      endpoint = String(address);
      source = isSource ? given : undefined;
      opened = asked;
      hasOpened = false;
      begin();
      if (signal) {
        unlisten = onAbort(signal, closeWith);
      }
      return asked.promise;
    },
    close: () => own._close(),
  } as Socket;

  const { on, _has, _emit, _tell } = teller<SocketEvents<Part>>(face);
  Object.assign(face, { on });
  disposable(face);

  const isBusy = () => core._state !== 'idle' && core._state !== 'refused';

  const check = () => {
    if (core._state === 'closed') {
      throw failure('closed', 'The socket is closed.');
    }
    if (isBusy()) {
      throw failure('in_use', 'The socket is connected.');
    }
    if (!/^[^]{1,255}$/u.test(identity)) {
      throw failure('malformed', 'An identity has 1 to 255 characters.');
    }
  };

  const fail = (error: ZmqError) => {
    unlisten();
    if (opened) {
      opened._reject(error);
    }
  };
  const quietly = () => opened && quiet(opened.promise);

  const open = () => {
    const wire = session._wire();
    if (!wire) {
      return;
    }
    const mine = (asking = {});
    const current =
      <T>(run: (value: T) => void) =>
      (value: T) =>
        asking === mine && run(value);
    const ask = current((given: Auth) => askFor(wire, given));
    if (source) {
      const given = Promise.resolve().then(source).then(members);
      given.then(ask, current((error) => refuse(error instanceof ZmqError ? error : failure('no_credentials', String(error)))));
    } else {
      ask(auth);
    }
  };

  const begin = () => {
    core._state = 'connecting';
    open();
    if (session._refusal) {
      own._onRefused(session._refusal, false);
    }
  };

  /** For the next socket of that name. */
  const keep = (where: (name: string, secret: string) => void) => reclaim && isNamed && where(keepsake(), reclaim);
  const keepsake = () => `zmq.js ${session.url} ${endpoint} ${identity}`;

  const askFor = (wire: Wire, given: Auth) => {
    const { msgfilter: filter, ...rest } = given;
    const name = keepsake();
    const kept = take(name);
    const opening: Opening = {
      type: NAMES[type]!.toUpperCase(),
      endpoint,
      auth: Object.keys(rest).length > 0 ? rest : undefined,
      notices: face.onnotice || _has('notice') ? true : undefined,
      identity: type === REP || (isNamed && (type === DEALER || type === PULL)) ? identity : undefined,
      reclaim: reclaim || session._secrets.get(name) || kept,
      filter,
      ...kind._members(given),
    };
    session._secrets.delete(name);
    const misfit = wire._misfit(opening);
    if (misfit) {
      refuse(misfit);
    } else {
      core._pending = wire._open(own, opening);
      kind._onAsked();
    }
  };

  const forget = () => {
    core._pending = core._channel = asking = undefined;
    stopRetry();
  };

  const gone = () => {
    const wasLive = core._state === 'live';
    if (wasLive) {
      core._state = 'reconnecting';
      kind._onGone();
    }
    return wasLive;
  };

  /** True when the page has been told the error. */
  const finish = (state: 'refused' | 'closed', error: ZmqError) => {
    session._detach(own, identity);
    forget();
    core._state = state;
    fail(error);
    return kind._onEnded(error);
  };

  /** Tells the page once: by a handler, or by what it waits for, or else by the console. */
  const refuse = (error: ZmqError) => {
    const told = finish('refused', error);
    if (tellError(error) || told) {
      quietly();
    } else if (hasOpened) {
      console.warn(`zmq.js: ${error.message} (${error.code})`);
    }
  };

  const tellError = (error: ZmqError) => _tell('error', error) || session._complain(error);

  const closeWith = (error: ZmqError) => {
    if (core._state !== 'closed') {
      quietly();
      keep((name, secret) => session._secrets.set(name, secret));
      if (core._pending) {
        core._pending._close();
      }
      finish('closed', error);
      _tell('close', { code: 1000, reason: 'closed by the page' });
    }
  };

  const core: Core = {
    _face: face,
    _session: session,
    _options: options,
    _type: type,
    _state: 'idle',
    _channel: undefined,
    _pending: undefined,
    _emit,
    _noticed: (notice) => _tell('notice', notice),
  };
  const kind = kindOf(core);

  const own: End & Resident = {
    ...kind,
    _type: type,
    _identity: () => identity,
    /** The connection is live, for the first time or again. */
    _onLive() {
      if (!asking) {
        open();
      }
    },
    _onLost(close) {
      forget();
      if (gone()) {
        _tell('close', close);
      }
    },
    /** The page goes, perhaps only to be loaded again. */
    _onHide: () => keep(leave),
    /** The connection will not come back unless the page says so. @param taken whether the page has heard */
    _onRefused(error, taken) {
      if (kind._onHopeless(error) || taken) {
        quietly();
      }
      fail(error);
    },
    _opened(answer) {
      const again = hasOpened;
      reclaim = typeof answer.reclaim === 'string' ? answer.reclaim : undefined;
      core._channel = core._pending;
      core._state = 'live';
      failures = 0;
      hasOpened = true;
      opened!._resolve();
      _tell('open', undefined);
      if (core._channel) {
        kind._onOpened(answer, again);
      }
    },
    _denied(error) {
      const isTaken = error.code === 'in_use' && core._channel; // by another page: two must not take it from each other in turn
      const isPassing = PASSING.includes(error.code) || (error.code === 'expired' && source); // it may have other credentials
      core._pending = core._channel = undefined;
      if (!hasOpened || isTaken || !isPassing) {
        refuse(error);
      } else {
        gone();
        stopRetry = after(session.settings.clock, backoffMillis(session.settings, ++failures), open);
      }
    },
    _erred(error) {
      if (!tellError(error)) {
        console.warn(`zmq.js: ${error.message} (${error.code})`);
      }
    },
    _noticed: core._noticed,
    _subscription: _tell,
    _close: () => closeWith(failure('closed', 'The page closed the socket.')),
  };

  if (options.identity !== undefined) {
    face.identity = options.identity;
  }
  return face;
}

