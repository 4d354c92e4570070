package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Connections of HTTP/1.1 that go on, once another thread has answered their request, in the thread
 * that reads from them. A loop answers a hundred requests in a turn: a thread of a pool, woken for
 * each, costs more than all that they do.
 *
 * <p>Owner thread: Jetty's.
 */
final class HttpConnections extends HttpConnectionFactory {
  HttpConnections(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    OwnConnection made = new OwnConnection(getHttpConfiguration(), connector, endPoint);
    made.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(made, connector, endPoint);
  }

  /** Owner thread: the one that reads from it. */
  private static final class OwnConnection extends HttpConnection {
    private final Executor reader;

    OwnConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
      this.reader = SelectedEndPoint.of(endPoint)::later;
    }

    @Override
    protected Executor getExecutor() {
      return reader;
    }
  }
}
