import type { Context as ContextApi, ContextConstructor, ContextEvents, ContextOptions, ContextState } from './api/context';
import type { SocketOptions } from './api/socket';
import { NAMES } from './names';
import { ZmqError } from './errors';
import { settings } from './options';
import { disposable } from './dispose';
import { Session } from './session';
import { createSocket } from './sockets/create';
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
  const self = this as Held;
  if (url === undefined) {
    return;
  }
  const session = new Session(self, webSocketUrl(url), settings(options));
  Object.defineProperty(self, SESSION, { value: session });
  Object.defineProperty(self, 'Socket', {
    value: function Socket(type: unknown) {
      return createSocket(session, type);
    },
  });
}

function sessionOf(context: Held): Session {
  const session = context[SESSION];
  if (!session) {
    throw new ZmqError('malformed', 'This context has no URL: new zmq.Context(url)');
  }
  return session;
}

const methods: ThisType<Held> = {
  onopen: null,
  onerror: null,
  onclose: null,
  get state(): ContextState {
    return this[SESSION]?.state ?? { name: 'closed' };
  },
  on<K extends keyof ContextEvents>(event: K, listener: (value: ContextEvents[K]) => void) {
    return sessionOf(this).events.on(event, listener);
  },
  reconnectNow() {
    sessionOf(this).reconnectNow();
  },
  close() {
    sessionOf(this).close();
  },
};
/** `ctx.req(endpoint, options)` and its like. */
NAMES.forEach((name, type) => {
  if (name) {
    Object.assign(methods, {
      [name](this: Held, endpoint: string, options: SocketOptions = {}) {
        const socket = createSocket(sessionOf(this), type, options);
        socket.connect(endpoint, options.auth, options);
        return socket;
      },
    });
  }
});
Object.defineProperties(ContextFunction.prototype, Object.getOwnPropertyDescriptors(methods));
disposable(ContextFunction.prototype);

export const Context = ContextFunction as unknown as ContextConstructor;
