package org.zmqwebbridge.rpc;

import java.util.Collection;
import java.util.Set;
import org.zmqwebbridge.rpc.zmq.RpcAddress;

/**
 * A service to subclass: its methods become functions that pages and ZeroMQ peers call.
 *
 * <p>A method is reachable only if the subclass itself declares it and either {@link RpcMethod}
 * stands on it or {@link #exposedMethods} names it; inherited, private and static ones never are. A
 * method {@code canAddUser} (or {@code can_add_user}) with the same parameters guards {@code
 * addUser}: it returns whether this call is allowed.
 *
 * <p>Owner thread: its functions and guards run on worker threads, several at a time. Lifetime: may
 * be started any number of times; each {@link #start} is a server of its own.
 */
public abstract class RpcServer {

  /** For subclasses. */
  protected RpcServer() {}

  /**
   * The wire names that may be called, of those that are exposed; the others are {@code
   * not_allowed}. Everything exposed, if {@code null}, as it is unless overridden.
   */
  protected Collection<String> authorizedFunctions() {
    return null;
  }

  /** Java names of methods to expose although no {@link RpcMethod} stands on them. */
  protected Collection<String> exposedMethods() {
    return Set.of();
  }

  /** How much the server takes. */
  protected RpcLimits limits() {
    return RpcLimits.DEFAULTS;
  }

  /**
   * Serves at an address.
   *
   * @param address {@code tcp://host:port}; port {@code *} takes a free one
   * @throws IllegalArgumentException if the address is none, or the class is not fit to serve: it
   *     exposes nothing, a guard names no function, a parameter has no name or an unsupported type
   * @throws IllegalStateException if the address cannot be bound
   */
  public final RunningRpcServer start(String address) {
    RpcLimits limits = limits();
    CallHandler handler = new CallHandler(Functions.of(this), limits);
    return RunningRpcServer.start(
        getClass().getSimpleName(), RpcAddress.toBind(address), handler, limits);
  }
}
