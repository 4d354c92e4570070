package org.zmqwebbridge.origin;

import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * HTTP/1.1 to many back ends, each with TLS of its own: that of its requests' tag. A client for
 * each would take a thread for each.
 *
 * <p>Owner thread and lifetime: as its class.
 */
final class IdentifiedTransport extends HttpClientTransportOverHTTP {
  IdentifiedTransport(ClientConnector connector) {
    super(connector);
  }

  @Override
  public Destination newDestination(Origin origin) {
    return new HttpDestination(getHttpClient(), origin) {
      @Override
      public SslContextFactory.Client resolveSslContextFactory() {
        return origin.getTag() instanceof SslContextFactory.Client identity
            ? identity
            : super.resolveSslContextFactory();
      }
    };
  }
}
