type Constructor = (this: unknown, ...given: any[]) => unknown;

/**
 * What `zmq.PubRPCServer()` without `new` returns: a class of its own, whose prototype takes the methods. Given a
 * socket it serves there at once; otherwise `new theClass(socket)` does.
 */
export function fresh(base: Constructor, socket: unknown, options: unknown): Constructor {
  function Server(this: unknown, ...given: unknown[]): unknown {
    return this instanceof Server ? base.apply(this, given) : Reflect.construct(Server, given);
  }
  Server.prototype = Object.create(base.prototype as object, { constructor: { value: Server, writable: true, configurable: true } });
  if (socket) {
    Reflect.construct(Server, [socket, options]);
  }
  return Server;
}
