package org.zmqwebbridge.edge.jetty;

import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The HTTP connections that browsers keep for minutes, for their next page: a stop does not wait so
 * long. What they are being sent goes on, as long as it does go on.
 *
 * <p>Owner thread: none.
 */
final class KeptAlive {
  private static final long IDLE_MILLIS = 250; // twice: Jetty closes one half after the other

  private KeptAlive() {}

  /** Has those end that nothing happens on. */
  static void endSoon(List<ServerConnector> connectors) {
    for (ServerConnector connector : connectors) {
      for (EndPoint endPoint : connector.getConnectedEndPoints()) {
        if (!hasItsOwnEnd(endPoint.getConnection())) {
          endPoint.setIdleTimeout(IDLE_MILLIS);
        }
      }
    }
  }

  /** A WebSocket, or what was taken over from HTTP. */
  private static boolean hasItsOwnEnd(Connection connection) {
    return connection instanceof SslConnection tls
        ? hasItsOwnEnd(tls.getSslEndPoint().getConnection())
        : connection instanceof JettyConnection || connection instanceof TakenConnection;
  }
}
