package org.zmqwebbridge.origin;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS as a client that asks for a name of its own, where the address has another.
 *
 * <p>Owner thread and lifetime: as its class.
 */
final class NamedTls extends SslContextFactory.Client {
  private final String name;

  NamedTls(OriginTls tls) {
    super(!tls.isVerified());
    name = tls.name();
    if (!tls.isVerified()) {
      setEndpointIdentificationAlgorithm(null);
    }
  }

  @Override
  public SSLEngine newSSLEngine(String host, int port) {
    return super.newSSLEngine(name.isEmpty() ? host : name, port);
  }
}
