package org.zmqwebbridge.edge;

import java.util.List;
import java.util.Optional;

/**
 * A client that a {@link Upgrader} lets in, until its connection is open.
 *
 * <p>Owner thread: the edge's; neither method may block. Lifetime: {@link #onOpen} is called at
 * most once; not at all if the client leaves before its handshake is done.
 */
public non-sealed interface Entry extends Admission {
  /** Which of the subprotocols that the client offers is spoken; empty: none, or none offered. */
  default Optional<String> subprotocol() {
    return Optional.empty();
  }

  /** What else the answer to its handshake says, but for the headers of the handshake itself. */
  default List<HeaderField> headers() {
    return List.of();
  }

  /**
   * The longest message that is read from it.
   *
   * @param configured what is configured for all connections
   */
  default int maxMessageBytes(int configured) {
    return configured;
  }

  /** The connection is open. */
  ConnectionHandler onOpen(Connection connection);
}
