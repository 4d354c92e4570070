package org.zmqwebbridge.edge.jetty;

import java.util.function.Consumer;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.observe.Counter;

/**
 * The WebSockets that are open, for operators who look at them, and end one.
 *
 * <p>Owner thread: none; nothing is kept, and nobody waits for who looks.
 */
public final class LiveConnections {
  private final ConnectionRegistry registry;

  LiveConnections(ConnectionRegistry registry) {
    this.registry = registry;
  }

  /** Hands over each that is open, in no order; one that comes or goes meanwhile, perhaps. */
  public void each(Consumer<LiveConnection> hearer) {
    long now = System.nanoTime();
    registry.each((connection, handler) -> hearer.accept(connection.look(now, handler)));
  }

  /**
   * Ends a connection: what waits for it is dropped, and its client is told.
   *
   * @param id as log lines name it
   * @return false if none that is open has it
   */
  public boolean end(long id) {
    boolean[] found = {false};
    registry.each((connection, handler) -> found[0] |= ends(connection, id));
    return found[0];
  }

  private boolean ends(JettyConnection connection, long id) {
    if (connection.id() != id || connection.isClosing()) {
      return false;
    }
    registry.counters().increment(Counter.CONNECTIONS_ENDED_BY_OPERATOR);
    connection.close(CloseReason.ENDED_BY_OPERATOR);
    return true;
  }
}
