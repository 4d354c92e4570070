package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import org.eclipse.jetty.server.HttpStream;

/**
 * The HTTP stream of an opening handshake: when it has ended, however it did, and no connection has
 * come of it, its place in the census is given back.
 *
 * <p>Owner thread: Jetty's, and for {@link #becomes} the one that brings the hook's answer.
 */
final class HandshakeStream extends HttpStream.Wrapper {
  private final ConnectionRegistry registry;
  private final InetAddress address;
  private volatile JettyConnection connection; // null until the hook has said yes

  HandshakeStream(HttpStream stream, ConnectionRegistry registry, InetAddress address) {
    super(stream);
    this.registry = registry;
    this.address = address;
  }

  /** The handshake will become this connection, if the stream succeeds and Jetty upgrades it. */
  void becomes(JettyConnection upgraded) {
    connection = upgraded;
  }

  @Override
  public void succeeded() {
    try {
      super.succeeded(); // upgrades
    } finally {
      end();
    }
  }

  @Override
  public void failed(Throwable cause) {
    try {
      super.failed(cause);
    } finally {
      end();
    }
  }

  private void end() {
    JettyConnection upgraded = connection;
    if (upgraded == null || !upgraded.hasOpened()) {
      registry.gone(address);
    }
  }
}
