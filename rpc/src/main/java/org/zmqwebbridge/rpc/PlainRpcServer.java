package org.zmqwebbridge.rpc;

/**
 * A server of the functions of an object that is no {@link RpcServer} itself. Reachable is what its
 * class itself declares with {@link RpcMethod} on it, or what an interface names: all methods that
 * the interface itself declares, and nothing else. Guards are as in a subclass of {@link
 * RpcServer}; beside an interface, they are in the interface, too.
 *
 * <p>Owner thread: as {@link RpcServer}.
 */
public final class PlainRpcServer extends RpcServer {
  private final Object object;
  private final Class<?> declaring;
  private final Class<?> implementation;
  private final RpcLimits limits;

  private PlainRpcServer(
      Object object, Class<?> declaring, Class<?> implementation, RpcLimits limits) {
    this.object = object;
    this.declaring = declaring;
    this.implementation = implementation;
    this.limits = limits;
  }

  /** A server of those methods of an object that {@link RpcMethod} stands on. */
  public static PlainRpcServer of(Object object) {
    return new PlainRpcServer(object, object.getClass(), object.getClass(), RpcLimits.DEFAULTS);
  }

  /**
   * A server of the methods of an interface.
   *
   * @param object has the interface; it may be a proxy
   * @param implementation the class that does the work: that of the object, or the one behind a
   *     proxy. A guard of its that the interface does not declare stops the start
   * @throws IllegalArgumentException if the object does not have the interface, or it is none
   */
  public static PlainRpcServer of(Object object, Class<?> functions, Class<?> implementation) {
    if (!functions.isInterface()) {
      throw new IllegalArgumentException(functions.getName() + " is no interface");
    }
    if (!functions.isInstance(object)) {
      throw new IllegalArgumentException(
          implementation.getName() + " does not implement " + functions.getName());
    }
    return new PlainRpcServer(object, functions, implementation, RpcLimits.DEFAULTS);
  }

  /** The same with other limits. */
  public PlainRpcServer with(RpcLimits changed) {
    return new PlainRpcServer(object, declaring, implementation, changed);
  }

  @Override
  protected RpcLimits limits() {
    return limits;
  }

  Service service() {
    return new Service(object, declaring, implementation);
  }
}
