package org.zmqwebbridge.edge;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.observe.Gauges;

/**
 * One way for browsers and services to talk through the bridge, from its start to its end. The
 * bridge starts, drains and closes all that it speaks, and knows no more of them than this.
 *
 * <p>One whose endpoints are started and ended by others has nothing to do for its own life.
 *
 * <p>Owner thread: the bridge's, which starts it once, before anybody can come in, then drains and
 * closes it. Nothing here may block but {@link #start}.
 */
public interface Dialect {
  /** What it is called in log lines, for example {@code virtual sockets}. */
  String name();

  /** Who may come in over a WebSocket to speak it; nobody, unless it says otherwise. */
  default Upgrader upgrader() {
    return handshake -> CompletableFuture.completedFuture(new Refusal(CloseReason.FORBIDDEN));
  }

  /** Where it answers HTTP requests; nowhere, unless it says otherwise. */
  default List<Route> routes() {
    return List.of();
  }

  /** Where HTTP/1.1 connections are answered with a back end's own bytes; nowhere, likewise. */
  default List<WireRoute> wireRoutes() {
    return List.of();
  }

  /** Says how listeners of its own are opened, once, before {@link #start}. */
  default void ports(Ports ports) {}

  /**
   * Binds all that it binds; nothing, unless it says otherwise.
   *
   * @throws IllegalStateException if an address cannot be bound; the message says which and why
   */
  default void start() {}

  /**
   * Takes nothing new from now on; what is under way may end.
   *
   * @return done when all of it has
   */
  default CompletionStage<Void> drain() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Ends what is under way, each with its outcome, and takes nothing any more. Follows on {@link
   * #drain}, whether that is done or not, and on a {@link #start} that failed.
   *
   * @return done when nothing is left
   */
  default CompletionStage<Void> close() {
    return CompletableFuture.completedFuture(null);
  }

  /** Says where its gauges are read. */
  default void gauges(Gauges gauges) {}
}
