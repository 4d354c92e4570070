package org.zmqwebbridge.edge.jetty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.LineKind;

/**
 * All connections that were taken over from HTTP for one purpose.
 *
 * <p>Owner thread: none; the sweeper's for {@link #sweep}.
 */
final class TakenConnections {
  private static final Logger log = LoggerFactory.getLogger(TakenConnections.class);

  private final ConnectionRegistry registry;
  private final BooleanSupplier isClosing;
  private final Set<TakenConnection> open = ConcurrentHashMap.newKeySet();

  TakenConnections(ConnectionRegistry registry) {
    this(registry, registry::isClosing);
  }

  /**
   * @param isClosing whether who comes now is to end at once
   */
  TakenConnections(ConnectionRegistry registry, BooleanSupplier isClosing) {
    this.registry = registry;
    this.isClosing = isClosing;
  }

  ConnectionRegistry registry() {
    return registry;
  }

  void add(TakenConnection connection) {
    open.add(connection);
    if (isClosing.getAsBoolean()) {
      connection.end();
    }
  }

  void remove(TakenConnection connection) {
    open.remove(connection);
  }

  int size() {
    return open.size();
  }

  /** How many of this kind are so. */
  <T extends TakenConnection> int count(Class<T> kind, Predicate<T> so) {
    return (int) open.stream().filter(kind::isInstance).map(kind::cast).filter(so).count();
  }

  /** Hands over all that an operator sees of them. */
  void eachLasting(Consumer<Lasting> hearer) {
    open.forEach(connection -> connection.lasting().ifPresent(hearer));
  }

  /** Nobody comes in any more. */
  void drain() {
    open.forEach(TakenConnection::drain);
  }

  /** What ends each, after what waits for it. */
  Stream<Runnable> endings() {
    return open.stream().map(connection -> connection::end);
  }

  /** Looks after every connection; one that fails must not end the sweeping. */
  void sweep() {
    long now = System.nanoTime();
    for (TakenConnection connection : open) {
      try {
        connection.sweep(now);
      } catch (RuntimeException bug) {
        registry
            .counters()
            .line(
                LineKind.CONNECTION_FAILED,
                bug,
                (more, trace) ->
                    log.error(
                        "a connection that was taken over cannot be looked after{}", more, trace));
      }
    }
  }
}
