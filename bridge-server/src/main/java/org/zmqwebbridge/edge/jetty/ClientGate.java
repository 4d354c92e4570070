package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

/**
 * Stands behind the {@link ProxyHeader}: a connection of a client that has too many ends here,
 * before TLS.
 *
 * <p>Owner thread: Jetty's.
 */
final class ClientGate extends AbstractConnectionFactory {
  private final ClientAddresses clients;
  private final ConnectionFactory next;

  ClientGate(ClientAddresses clients, ConnectionFactory next) {
    super("client");
    this.clients = clients;
    this.next = next;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return clients.mayHave(endPoint)
        ? next.newConnection(connector, endPoint)
        : new Refused(endPoint, connector);
  }

  /** Ends at once. */
  private static final class Refused extends AbstractConnection implements Connection.UpgradeTo {
    private Refused(EndPoint endPoint, Connector connector) {
      super(endPoint, connector.getExecutor());
    }

    @Override
    public void onUpgradeTo(ByteBuffer unread) {
      // nobody reads it
    }

    @Override
    public void onOpen() {
      super.onOpen();
      getEndPoint().close();
    }

    @Override
    public void onFillable() {
      // nothing is asked for
    }
  }
}
