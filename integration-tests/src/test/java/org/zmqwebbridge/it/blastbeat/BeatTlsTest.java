package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.TlsFiles;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.pem.PemFiles;

/** TLS by the certificates of hosts, which theirs can do, and which its nodes do not hear of. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class BeatTlsTest {
  private static final BindSpec TLS = BindSpec.parse("127.0.0.1:0", true);

  private final Certificate own = Certificate.shared();
  private final Certificate other = Certificate.another();

  private static VhostSpec host(String name, Certificate certificate) {
    return VhostSpec.of(name, "a")
        .with(VhostOptions.DEFAULTS.with(new TlsFiles(certificate.pem(), certificate.key())));
  }

  private static Beat start(VhostSpec... hosts) {
    return Beat.at(FreePort.address(), TLS, any -> any, any -> any, hosts);
  }

  private static SSLSocket connect(Beat beat, String name)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), beat.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
    socket.startHandshake();
    return socket;
  }

  /** The test looks itself who it is. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // seen by the test
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static void expect(Beat beat, Certificate certificate, String name)
      throws IOException, GeneralSecurityException {
    try (SSLSocket socket = connect(beat, name)) {
      assertEquals(
          PemFiles.certificates(certificate.pem()).get(0),
          socket.getSession().getPeerCertificates()[0],
          name);
    }
  }

  @Test
  void eachHostShowsItsCertificate() throws Exception {
    try (Beat beat =
        start(host("one.test", own), host("two.test:443", other).withAliases("alias.test"))) {
      expect(beat, own, "one.test");
      expect(beat, other, "two.test");
      expect(beat, other, "ALIAS.test");
      expect(beat, own, "elsewhere.test");
    }
  }

  @Test
  void nodesHearThatItIsHttps() throws Exception {
    try (Beat beat = start(host("localhost", own));
        JavaNode node = beat.node("a");
        Asking client = new Asking(connect(beat, "localhost"))) {
      client.get("/");
      Heard heard = node.hear("uwsgi");
      Map<String, String> said = heard.byName();
      assertEquals("on", said.get("HTTPS"));
      assertEquals("https", said.get("REQUEST_SCHEME"));
      String all = heard.variables().toString();
      assertTrue(all.endsWith("HTTPS=on, REQUEST_SCHEME=https]"), all);
      node.answer(heard.sid());
      client.expect(Asking.OK);
    }
  }

  @Test
  void webSocketsComeOverTlsAndOnlyOfSecurePages() throws Exception {
    try (Beat beat = start(host("localhost", own));
        JavaNode node = beat.node("a");
        Asking foreign = new Asking(connect(beat, "localhost"));
        Asking client = new Asking(connect(beat, "localhost"))) {
      foreign.upgrade("/", "Origin: http://localhost");
      foreign.expectRefusal(403);
      client.upgrade("/", "Origin: https://localhost");
      String sid = node.hear("uwsgi").sid();
      client.expect(Asking.SWITCH);
      client.text("hi");
      node.hear(sid, "websocket", "hi");
    }
  }

  @Test
  void certificatesAreRenewedWhileConnectionsStay() throws Exception {
    try (Beat beat = start(host("localhost", own));
        JavaNode node = beat.node("a");
        Asking client = new Asking(connect(beat, "localhost"))) {
      client.get("/");
      node.serve();
      client.expect(Asking.OK);
      beat.reload(
          BlastbeatConfig.of(
              List.of(TLS),
              List.of(RouterSpec.parse(beat.address())),
              List.of(host("localhost", other))));
      expect(beat, other, "localhost");
      client.get("/");
      node.serve();
      client.expect(Asking.OK);
    }
  }
}
