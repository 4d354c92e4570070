package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory;

/**
 * Demands the PROXY protocol's header (HAProxy's proxy-protocol.txt, versions 1 and 2) in front of
 * TLS and HTTP; Jetty's own class would do without. {@code LOCAL} and {@code UNKNOWN} speak for the
 * proxy itself.
 *
 * <p>Owner thread: Jetty's.
 */
final class ProxyHeader extends ProxyConnectionFactory {
  /** Addresses and what a proxy adds to them; a unix socket's names alone are 216 bytes. */
  private static final int MAX_HEADER_BYTES = 1024;

  private final LimitRefusals refusals;

  ProxyHeader(LimitRefusals refusals) {
    this.refusals = refusals;
    setMaxProxyHeader(MAX_HEADER_BYTES);
  }

  @Override
  protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer buffer) {
    refusals.withoutHeader(((InetSocketAddress) endPoint.getRemoteSocketAddress()).getAddress());
    endPoint.close();
  }
}
