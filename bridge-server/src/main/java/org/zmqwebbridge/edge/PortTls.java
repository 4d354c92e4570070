package org.zmqwebbridge.edge;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link Port} speaks TLS.
 *
 * <p>Immutable.
 *
 * @param identities of whom the first is who it is where no other has the name that a client asks
 *     for
 * @param authorities a PEM file of certificates that clients' certificates are held to; empty: no
 *     client is asked for one
 * @param isDemanded whether a client without one is refused; otherwise it may have none
 * @param ciphers by their names at IANA; empty: as Java thinks best
 */
public record PortTls(
    List<Identity> identities,
    Optional<Path> authorities,
    boolean isDemanded,
    List<String> ciphers) {
  /**
   * A certificate.
   *
   * @param name of the host that it is for; {@code _.example.org} for all names of one more part
   * @param certificate a PEM file: the certificate, and after it the chain
   * @param key a PEM file: the private key, not encrypted
   */
  public record Identity(String name, Path certificate, Path key) {}

  /**
   * @throws IllegalArgumentException if there is no certificate
   */
  public PortTls {
    identities = List.copyOf(identities);
    ciphers = List.copyOf(ciphers);
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("TLS without a certificate");
    }
  }
}
