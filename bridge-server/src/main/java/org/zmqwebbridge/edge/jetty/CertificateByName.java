package org.zmqwebbridge.edge.jetty;

import java.security.Principal;
import java.util.Collection;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.util.ssl.SniX509ExtendedKeyManager.SniSelector;
import org.eclipse.jetty.util.ssl.X509;

/**
 * Which of several certificates a client is shown: one with the name that it asks for (RFC 6066,
 * section 3), or else the first.
 *
 * <p>Owner thread: none; nothing is kept.
 *
 * @param identity those of now
 */
record CertificateByName(Supplier<TlsIdentity> identity) implements SniSelector {
  /**
   * @param keyType of the certificates; those of other types are asked about apart
   * @param host {@code null}: the client does not say
   * @return {@code null}: none of this type
   */
  @Override
  public String sniSelect(
      String keyType,
      Principal[] issuers,
      SSLSession session,
      String host,
      Collection<X509> certificates) {
    boolean isNamed = host != null && identity.get().isNamed(host);
    return certificates.stream()
        .filter(one -> isNamed ? one.matches(host) : one.getAlias().equals(TlsIdentity.FIRST))
        .map(X509::getAlias)
        .findFirst()
        .orElse(null);
  }
}
