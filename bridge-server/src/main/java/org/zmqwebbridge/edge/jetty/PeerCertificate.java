package org.zmqwebbridge.edge.jetty;

import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jetty.io.EndPoint;

/** The certificate of a client, if it has one that was verified. */
final class PeerCertificate {
  private PeerCertificate() {}

  /** In DER. */
  static Optional<byte[]> of(EndPoint endPoint) {
    EndPoint.SslSessionData data = endPoint.getSslSessionData();
    if (data == null || data.sslSession() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(data.sslSession().getPeerCertificates()[0].getEncoded());
    } catch (SSLPeerUnverifiedException | CertificateEncodingException none) {
      return Optional.empty();
    }
  }
}
