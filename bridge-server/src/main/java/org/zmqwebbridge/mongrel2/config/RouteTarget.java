package org.zmqwebbridge.mongrel2.config;

/** Who answers the requests of a route. Immutable. */
public sealed interface RouteTarget permits HandlerSpec, DirSpec, ProxySpec {
  /** Has one kind of target done by one method: a new kind breaks the build until it is handled. */
  <T> T dispatch(Kinds<T> kinds);

  /**
   * What is to be done with each kind.
   *
   * @param <T> what comes of it
   */
  interface Kinds<T> {
    T onHandler(HandlerSpec handler);

    T onDir(DirSpec dir);

    T onProxy(ProxySpec proxy);
  }
}
