package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a {@link DirectSocket} is bound: a TCP address or a Unix socket.
 *
 * <p>Owner thread: the loop's.
 */
final class DirectPlace implements WatchedChannel {
  private static final Logger log = LoggerFactory.getLogger(DirectPlace.class);
  private static final int BACKLOG = 128;
  private static final int ACCEPTS_PER_TURN = 16;

  /** Who takes connections. */
  interface Acceptor {
    void onAccepted(SocketChannel channel) throws IOException;
  }

  private final ZmqEndpoint endpoint;
  private final Acceptor acceptor;
  private ServerSocketChannel channel; // null: it is not bound
  private SelectionKey key; // the same

  DirectPlace(ZmqEndpoint endpoint, Acceptor acceptor) {
    this.endpoint = endpoint;
    this.acceptor = acceptor;
  }

  ZmqEndpoint endpoint() {
    return endpoint;
  }

  boolean isBound() {
    return channel != null;
  }

  /**
   * Binds.
   *
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  void bind(OpenSockets sockets) {
    try {
      ServerSocketChannel made = open();
      try {
        made.bind(address(), BACKLOG);
        made.configureBlocking(false);
        key = sockets.watch(made, SelectionKey.OP_ACCEPT, this);
        channel = made;
      } finally {
        if (channel == null) {
          made.close();
        }
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException taken) {
      throw new IllegalStateException("cannot bind " + endpoint + ": " + why(taken), taken);
    }
  }

  private ServerSocketChannel open() throws IOException {
    if (endpoint.isUnixSocket()) {
      SocketFile.removeAbandoned(Path.of(endpoint.host()));
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }
    return ServerSocketChannel.open();
  }

  private SocketAddress address() {
    return endpoint.isUnixSocket()
        ? UnixDomainSocketAddress.of(endpoint.host())
        : new InetSocketAddress(endpoint.host(), endpoint.port());
  }

  private String why(Exception failure) {
    return endpoint.isUnixSocket()
        ? "is it in use, and may the bridge write the folder? (" + failure.getMessage() + ")"
        : "is the address in use, or not one of this machine? Choose another port; * is every"
            + " address that it has ("
            + failure.getMessage()
            + ")";
  }

  @Override
  public void onReady() {
    try {
      for (int i = 0; i < ACCEPTS_PER_TURN && channel != null; i++) {
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
          return;
        }
        take(accepted);
      }
    } catch (IOException full) {
      log.debug("{} accepts nobody now; too many open files?", endpoint, full);
      key.interestOps(0); // it would be ready in each turn
    }
  }

  /** To be called now and then. */
  void onTick() {
    if (channel != null) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void take(SocketChannel accepted) {
    try {
      accepted.configureBlocking(false);
      if (!endpoint.isUnixSocket()) {
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      acceptor.onAccepted(accepted);
    } catch (IOException gone) {
      log.debug("a peer at {} has gone already", endpoint, gone);
      hangUp(accepted);
    }
  }

  private static void hangUp(SocketChannel accepted) {
    try {
      accepted.close();
    } catch (IOException already) {
      // it is gone either way
    }
  }

  /** Unbinds, so that the address is free when this returns. */
  void close(OpenSockets sockets) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
      sockets.letGo();
      if (endpoint.isUnixSocket()) {
        Files.deleteIfExists(Path.of(endpoint.host()));
      }
    } catch (IOException left) {
      log.warn("{} is left behind: {}", endpoint, left.toString());
    }
    channel = null;
  }
}
