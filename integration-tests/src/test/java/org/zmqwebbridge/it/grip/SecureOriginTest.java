package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.TlsIdentity;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.RawOrigin;

/** Origins that speak TLS: who they must be, and who we are to them. */
class SecureOriginTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final char[] NO_PASSWORD = {};

  private final Certificate certificate = Certificate.shared();
  private final BlockingQueue<List<SNIServerName>> names = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> clients = new LinkedBlockingQueue<>();

  private RawOrigin origin(boolean wantsClients) {
    return RawOrigin.playing(
        sockets(),
        line -> {
          SSLSocket socket = (SSLSocket) line.socket();
          socket.setWantClientAuth(wantsClients);
          socket.startHandshake();
          names.add(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
          if (wantsClients) {
            clients.add(socket.getSession().getPeerCertificates().length);
          }
          while (!line.head().isEmpty()) {
            line.write(OK);
          }
        });
  }

  private ServerSocketFactory sockets() {
    try {
      KeyStore own =
          TlsIdentity.read(new EdgeConfig.Tls(certificate.pem(), certificate.key())).keyStore();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, NO_PASSWORD);
      trusted.setCertificateEntry("own", own.getCertificate("bridge"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getServerSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String ask(String target) {
    try (ProxyBridge bridge = ProxyBridge.routing("*,debug " + target);
        ProxyClient client = bridge.client()) {
      return client.get("/").answer();
    }
  }

  @Test
  void anOriginIsWhomItsAuthorityVouchesFor() {
    try (RawOrigin origin = origin(false)) {
      String place = "127.0.0.1:" + origin.port() + ",ssl";
      assertTrue(ask(place + ",ca=" + certificate.pem()).endsWith("ok"));
      String said = ask(place);
      assertTrue(said.startsWith("HTTP/1.1 502 ") && said.contains("TLS: "), said);
      assertTrue(ask(place + ",insecure").endsWith("ok"));
      assertTrue(ask(place + " " + place + ",insecure").endsWith("ok"), "the next one is asked");
    }
  }

  @Test
  void itsNameIsThatOfItsHostOption() throws Exception {
    try (RawOrigin origin = origin(false)) {
      String place = "127.0.0.1:" + origin.port() + ",ssl,ca=" + certificate.pem();
      assertTrue(ask(place + ",host=localhost").endsWith("ok"));
      names.clear();
      assertTrue(ask(place + ",host=other.com,insecure").endsWith("ok"));
      List<SNIServerName> said = names.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      assertEquals("[type=host_name (0), value=other.com]", said.toString());
      String other = ask(place + ",host=other.com");
      assertTrue(other.startsWith("HTTP/1.1 502 "), other);
      assertTrue(ask(place + ",host=other.com,trust_connect_host").endsWith("ok"));
    }
  }

  @Test
  void weAreWhomOurCertificateSays() throws Exception {
    try (RawOrigin origin = origin(true)) {
      assertTrue(
          ask("127.0.0.1:"
                  + origin.port()
                  + ",ssl,ca="
                  + certificate.pem()
                  + ",client_cert="
                  + certificate.pem()
                  + ",client_key="
                  + certificate.key())
              .endsWith("ok"));
      assertEquals(1, clients.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void manyOriginsMayHaveNamesOfTheirOwn() {
    try (RawOrigin origin = origin(false)) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        lines.add(
            "h"
                + i
                + ".com,debug 127.0.0.1:"
                + origin.port()
                + ",ssl,insecure,host=n"
                + i
                + ".com");
      }
      try (ProxyBridge bridge = ProxyBridge.routing(lines.toArray(String[]::new));
          ProxyClient client = bridge.client()) {
        for (int i = 0; i < 20; i++) {
          client.send("GET / HTTP/1.1\r\nHost: h" + i + ".com\r\n\r\n");
          String said = client.answer();
          assertTrue(said.endsWith("ok"), said);
        }
      }
    }
  }

  @Test
  void filesThatAreNoneAreSaidWhenTheRouteIsRead(@TempDir Path folder) throws IOException {
    Path none = folder.resolve("none.pem");
    for (String option : List.of("ca=" + none, "client_cert=" + none)) {
      assertThrows(
          IllegalArgumentException.class, () -> ProxyBridge.routing("* a.com:1,ssl," + option));
    }
    Files.writeString(none, "nothing");
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class, () -> ProxyBridge.routing("* a.com:1,ssl,ca=" + none));
    assertTrue(wrong.getMessage().startsWith(none + " holds no certificate"), wrong.getMessage());
  }
}
