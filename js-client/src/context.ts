import type { Context as ContextApi, ContextConstructor, ContextEvents, ContextOptions, ContextState } from './api/context';
import type { Auth, SocketOptions } from './api/socket';
import { NAMES } from './names';
import { disposable } from './dispose';
import { failure } from './failure';
import { settings } from './options';
import { session, type Session } from './session';
import { createSocket } from './sockets/socket';
import { webSocketUrl } from './url';

const SESSION = Symbol('session');
type Held = ContextApi & { [SESSION]?: Session };

/**
 * The face of a session. A function and not a class, so that `zmq.Context.call(this, url)` works; without a URL
 * it opens nothing and serves as a prototype.
 */
function ContextFunction(this: unknown, url?: string, options: ContextOptions = {}): ContextApi | void {
  if (!(this instanceof ContextFunction)) {
    return new Context(url, options);
  }
  if (url === undefined) {
    return;
  }
  const value = session(this as object, webSocketUrl(url), settings(options));
  Object.defineProperties(this, {
    [SESSION]: { value },
    Socket: {
      value: function Socket(type: number) {
        return createSocket(value, type);
      },
    },
  });
}

function sessionOf(context: Held): Session {
  const found = context[SESSION];
  if (!found) {
    throw failure('malformed', 'No URL: new zmq.Context(url)');
  }
  return found;
}

ContextFunction.prototype = {
  constructor: ContextFunction,
  onopen: null,
  onerror: null,
  onclose: null,
  get state(): ContextState {
    const { [SESSION]: found } = this as unknown as Held;
    return found ? found._state() : { name: 'closed' };
  },
  on<K extends keyof ContextEvents>(this: Held, event: K, listener: (value: ContextEvents[K]) => void) {
    return sessionOf(this).on(event, listener);
  },
  get bufferedAmount() {
    const { [SESSION]: found } = this as unknown as Held;
    return found ? found._buffered() : 0;
  },
  async reauth(this: Held, auth?: Auth) {
    return sessionOf(this)._reauth(auth);
  },
  reconnectNow(this: Held) {
    sessionOf(this)._reconnectNow();
  },
  close(this: Held) {
    sessionOf(this)._close();
  },
};
/** `ctx.req(endpoint, options)` and its like. */
NAMES.forEach((name, type) => {
  if (name) {
    (ContextFunction.prototype as Record<string, unknown>)[name] = function (this: Held, endpoint: string, options: SocketOptions = {}) {
      const socket = createSocket(sessionOf(this), type, options);
      socket.connect(endpoint, options.auth, options);
      return socket;
    };
  }
});
disposable(ContextFunction.prototype);

export const Context = ContextFunction as unknown as ContextConstructor;
