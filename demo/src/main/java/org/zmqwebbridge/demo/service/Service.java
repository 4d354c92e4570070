package org.zmqwebbridge.demo.service;

import java.util.function.BooleanSupplier;

/**
 * A ZeroMQ program: opens its sockets, serves until it is told to stop.
 *
 * <p>Owner thread: the one that calls {@link #serve}, which owns every socket that it opens.
 * Lifetime: one call of {@link #serve}; a service that is started again is a new object.
 */
public interface Service {
  /**
   * Serves until {@code running} turns false, looking at least every {@link
   * Sockets#RECEIVE_TIMEOUT_MILLIS}.
   *
   * @param sockets where the service opens its sockets; closed by the caller afterwards
   * @param running whether to go on
   */
  void serve(Sockets sockets, BooleanSupplier running);
}
