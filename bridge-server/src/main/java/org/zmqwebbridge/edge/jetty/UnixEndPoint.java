package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection over a Unix socket: its other end is a program of this machine, and counts as one
 * that has come over loopback.
 *
 * <p>Owner thread: none.
 */
final class UnixEndPoint extends SelectedEndPoint {
  /** Where both its ends are, as far as anybody asks. */
  static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

  private static final SocketAddress END = new InetSocketAddress(ADDRESS, 0);

  UnixEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return END;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return END;
  }
}
