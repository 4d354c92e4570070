package org.zmqwebbridge.edge.jetty;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A listener whose connections are {@link SelectedEndPoint}s.
 *
 * <p>Owner thread: Jetty's.
 */
class SelectedConnector extends ServerConnector {
  private static final int ACCEPTORS = 1;

  SelectedConnector(Server server, int selectors, ConnectionFactory... factories) {
    super(server, ACCEPTORS, selectors, factories);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint made = new SelectedEndPoint(channel, selector, key, getScheduler());
    made.setIdleTimeout(getIdleTimeout());
    return made;
  }
}
