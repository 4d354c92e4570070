package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/**
 * Counts the streams of HTTP/2 that last, which are WebSockets and requests to doors: each as a
 * connection of its client, whatever connection it is on.
 *
 * <p>Owner thread: none.
 */
final class StreamPlaces {
  private final AcceptedConnections accepted;
  private final HandshakeDeadline handshakes;

  StreamPlaces(AcceptedConnections accepted, HandshakeDeadline handshakes) {
    this.accepted = accepted;
    this.handshakes = handshakes;
  }

  /** Whether a client may have one more stream; its connection is then not idle until it ends. */
  boolean mayHave(Request request, InetAddress client) {
    if (!accepted.countsStream(client)) {
      return false;
    }
    Connection connection = request.getConnectionMetaData().getConnection();
    handshakes.onRequest(connection);
    StreamPlace.take(
        request,
        () -> {
          handshakes.onResponse(connection);
          accepted.streamEnded(client);
        });
    return true;
  }
}
