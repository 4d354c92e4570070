package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.UnixPlace;

/**
 * A listener at a Unix socket. Jetty's own asks each channel for a socket, which these have not, so
 * it never sees the one that listens.
 *
 * <p>Owner thread: Jetty's.
 */
final class UnixConnector extends SelectedConnector {
  private static final Logger log = LoggerFactory.getLogger(UnixConnector.class);

  private final UnixFile file;
  private volatile ServerSocketChannel channel; // null: it does not listen

  UnixConnector(Server server, int selectors, UnixPlace place, ConnectionFactory... factories) {
    super(server, selectors, factories);
    this.file = new UnixFile(place);
  }

  @Override
  public void open() throws IOException {
    if (channel == null) {
      channel = file.listen(getAcceptQueueSize());
    }
  }

  @Override
  public boolean isOpen() {
    ServerSocketChannel listening = channel;
    return listening != null && listening.isOpen();
  }

  @Override
  public Object getTransport() {
    return channel;
  }

  /** It has none. */
  @Override
  public int getLocalPort() {
    return 0;
  }

  @Override
  public void accept(int acceptor) throws IOException {
    ServerSocketChannel listening = channel;
    if (listening != null && listening.isOpen()) {
      SocketChannel accepted = listening.accept();
      accepted.configureBlocking(false);
      getSelectorManager().accept(accepted);
    }
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel accepted, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint made = new UnixEndPoint(accepted, selector, key, getScheduler());
    made.setIdleTimeout(getIdleTimeout());
    return made;
  }

  @Override
  public void close() {
    super.close();
    ServerSocketChannel listening = channel;
    channel = null;
    if (listening == null) {
      return;
    }
    try {
      listening.close();
      file.remove();
    } catch (IOException left) {
      log.warn("{} is left behind: {}", file.place(), left.toString());
    }
  }
}
