package org.zmqwebbridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A listener on a port of loopback, by IPv4 and, where there is one, by IPv6, that nobody may
 * connect to. The kernel accepts for it, whether it looks or not.
 *
 * <p>Owner thread: the test's.
 */
final class Canary implements AutoCloseable {
  private static final byte[] IPV4 = {127, 0, 0, 1};
  private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private final List<ServerSocketChannel> listeners = new ArrayList<>();
  private int connections;

  Canary() throws IOException {
    listen(new InetSocketAddress(InetAddress.getByAddress(IPV4), 0));
    try {
      listen(new InetSocketAddress(InetAddress.getByAddress(IPV6), port()));
    } catch (IOException noIpv6) {
      // then nobody can come that way
    }
  }

  private void listen(InetSocketAddress address) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.configureBlocking(false);
    try {
      listener.bind(address);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    listeners.add(listener);
  }

  int port() {
    return listeners.get(0).socket().getLocalPort();
  }

  /** How often somebody has connected. */
  int connections() {
    for (ServerSocketChannel listener : listeners) {
      try {
        for (var one = listener.accept(); one != null; one = listener.accept()) {
          connections++;
          one.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return connections;
  }

  @Override
  public void close() {
    for (ServerSocketChannel listener : listeners) {
      try {
        listener.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
