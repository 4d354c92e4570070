package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.kit.Await;

/** A client is shown the certificate with the name that it asks for. */
final class CertificatesByNameTest {
  /** Takes any: what is shown is looked at by the test. */
  private static final class Shown implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("no client is asked for one");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // the test compares it
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static Certificate shown(int port, String host, String protocol)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Shown()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {protocol});
      parameters.setServerNames(host.isEmpty() ? List.of() : List.of(new SNIHostName(host)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** The key's kind does not matter, though a client prefers one. */
  @ParameterizedTest
  @CsvSource({"EC, RSA", "RSA, EC"})
  void aNameHasItsOwnAndAllOthersHaveTheFirst(String ofFirst, String ofOther) throws Exception {
    org.zmqwebbridge.kit.Certificate first =
        org.zmqwebbridge.kit.Certificate.of("first.example", ofFirst);
    org.zmqwebbridge.kit.Certificate other =
        org.zmqwebbridge.kit.Certificate.of("*.other.example", ofOther);
    try (TestBridge bridge =
        TestBridge.start(
            builder -> builder.tls(first.pem(), first.key()).tlsToo(other.pem(), other.key()))) {
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        assertEquals(first.certificate(), shown(bridge.port(), "first.example", protocol));
        assertEquals(other.certificate(), shown(bridge.port(), "a.other.example", protocol));
        assertEquals(first.certificate(), shown(bridge.port(), "elsewhere.example", protocol));
        assertEquals(first.certificate(), shown(bridge.port(), "", protocol));
      }
    }
  }

  @Test
  void oneAloneIsShownToAll() throws Exception {
    org.zmqwebbridge.kit.Certificate first = org.zmqwebbridge.kit.Certificate.shared();
    try (TestBridge bridge = TestBridge.start(builder -> builder.tls(first.pem(), first.key()))) {
      assertEquals(first.certificate(), shown(bridge.port(), "elsewhere.example", "TLSv1.3"));
    }
  }
}
