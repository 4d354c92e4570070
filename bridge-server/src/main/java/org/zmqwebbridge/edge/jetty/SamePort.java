package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Binds several addresses to one port: where any free one will do, too.
 *
 * <p>Owner thread: the caller's.
 */
public final class SamePort {
  private static final int ATTEMPTS = 20;

  private SamePort() {}

  /**
   * Opens the connectors, at the port of the first; if that is 0, at one that is free at all their
   * addresses.
   *
   * @throws IOException if one cannot be bound; the message names the address
   */
  public static void open(List<ServerConnector> connectors) throws IOException {
    int port = connectors.get(0).getPort();
    for (int attempt = 1; ; attempt++) {
      try {
        openAt(port, connectors);
        return;
      } catch (IOException taken) {
        connectors.forEach(ServerConnector::close);
        if (port != 0 || attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  private static void openAt(int port, List<ServerConnector> connectors) throws IOException {
    int shared = port;
    for (ServerConnector connector : connectors) {
      if (connector instanceof UnixConnector unix) {
        unix.open();
        continue;
      }
      connector.setPort(shared);
      try {
        connector.open();
      } catch (IOException failure) {
        throw new IOException(
            "cannot listen on "
                + connector.getHost()
                + ":"
                + shared
                + ": "
                + (failure.getCause() == null ? failure : failure.getCause()).getMessage(),
            failure);
      }
      shared = connector.getLocalPort();
    }
  }
}
