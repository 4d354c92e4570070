package org.zmqwebbridge.edge.jetty;

import java.util.function.Consumer;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.observe.Counter;

/**
 * What clients have open, for operators who look at it, and end one: WebSockets, answers that go
 * on, requests without an answer, and connections of listeners that dialects have by themselves.
 *
 * <p>Owner thread: none; nothing is kept, and nobody waits for who looks.
 */
public final class LiveConnections {
  private final ConnectionRegistry registry;
  private final HeldExchanges held;
  private final TakenConnections kept;
  private final TakenConnections own;

  LiveConnections(
      ConnectionRegistry registry,
      HeldExchanges held,
      TakenConnections kept,
      TakenConnections own) {
    this.registry = registry;
    this.held = held;
    this.kept = kept;
    this.own = own;
  }

  /** Hands over each that is open, in no order; one that comes or goes meanwhile, perhaps. */
  public void each(Consumer<LiveConnection> hearer) {
    long now = System.nanoTime();
    registry.each((connection, handler) -> hearer.accept(connection.look(now, handler)));
    eachLasting(one -> hearer.accept(one.look(now)));
  }

  private void eachLasting(Consumer<Lasting> hearer) {
    held.eachLasting(hearer);
    kept.eachLasting(hearer);
    own.eachLasting(hearer);
  }

  /**
   * Ends one: what waits for it is dropped, and its client is told where it can be.
   *
   * @param id as log lines name it
   * @return false if none that is open has it
   */
  public boolean end(long id) {
    boolean[] found = {false};
    registry.each((connection, handler) -> found[0] |= ends(connection, id));
    if (!found[0]) {
      eachLasting(one -> found[0] |= one.id() == id && one.cut());
    }
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
