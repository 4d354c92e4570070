package org.zmqwebbridge.edge;

import java.util.concurrent.CompletionStage;

/**
 * One way for browsers and services to talk through the bridge; the edge asks it who may come in
 * and hands it every new connection.
 *
 * <p>Owner thread: the edge's; neither method may block.
 */
public interface Dialect {
  /** Whether this client may connect; answered before the 101. A failed stage means no. */
  CompletionStage<Boolean> admits(Handshake handshake);

  /** A connection that was admitted is open. */
  ConnectionHandler onOpen(Connection connection);
}
