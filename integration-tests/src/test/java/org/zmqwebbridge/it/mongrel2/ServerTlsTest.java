package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.pem.PemFiles;

/** TLS by the files of certdir: by names, wildcards, and renewed while connections stay. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class ServerTlsTest {
  private static final String TLS = "use_ssl=1,";
  private static final String SETTINGS = "\"certdir\": 'certs/'";

  private final ConfServer server = ConfServer.in();
  private final Certificate own = Certificate.shared();
  private final Certificate other = Certificate.another();

  @AfterEach
  void close() {
    server.close();
  }

  private void place(String name, Certificate certificate) throws IOException {
    Path folder = Files.createDirectories(server.folder().resolve("certs"));
    Files.copy(certificate.pem(), folder.resolve(name + ".crt"));
    Files.copy(certificate.key(), folder.resolve(name + ".key"));
  }

  private SSLSocket connect(String name) throws IOException, GeneralSecurityException {
    return connect(name, null);
  }

  private SSLSocket connect(String name, KeyManager[] keys)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new Anybody()}, null);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
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

  private void expect(Certificate certificate, String name)
      throws IOException, GeneralSecurityException {
    try (SSLSocket socket = connect(name)) {
      assertEquals(
          PemFiles.certificates(certificate.pem()).get(0),
          socket.getSession().getPeerCertificates()[0],
          name);
    }
  }

  @Test
  void theFileThatIsCalledAsTheHostIsItsCertificate() throws Exception {
    place(ConfServer.UUID, own);
    place("one.test", other);
    place("_.two.test", other);
    server.start("'/h': h", SETTINGS, TLS);
    expect(other, "one.test");
    expect(other, "ONE.test");
    expect(other, "any.two.test");
    expect(own, "two.test");
    expect(own, "a.b.two.test");
    expect(own, "elsewhere.test");
  }

  @Test
  void handlersHearThatItIsHttps() throws Exception {
    place(ConfServer.UUID, own);
    server.start("'/h': h", SETTINGS, TLS);
    try (SSLSocket socket = connect("localhost")) {
      ConfServer.get(socket, "/h");
      String message = server.hear();
      assertTrue(message.contains("\"URL_SCHEME\":\"https\""), message);
      assertFalse(message.contains("PEER_CERT_SHA1"), message);
      server.reply(ConfServer.id(message), ConfServer.OK);
      assertEquals(ConfServer.OK, ConfServer.read(socket, ConfServer.OK.length()));
    }
  }

  @Test
  void aCertificateIsRenewedAndConnectionsStay() throws Exception {
    place(ConfServer.UUID, own);
    server.start("'/h': h", SETTINGS, TLS);
    try (SSLSocket socket = connect("localhost")) {
      Files.delete(server.folder().resolve("certs/" + ConfServer.UUID + ".crt"));
      Files.delete(server.folder().resolve("certs/" + ConfServer.UUID + ".key"));
      place(ConfServer.UUID, other);
      server.reload("'/h': h, '/x': h", SETTINGS, TLS);
      expect(other, "localhost");
      ConfServer.get(socket, "/x");
      assertTrue(server.hear().contains(" /x "));
    }
  }

  @Test
  void aCertificateIsRenewedWhereNothingElseHasChanged() throws Exception {
    place(ConfServer.UUID, own);
    server.start("'/h': h", SETTINGS, TLS);
    expect(own, "localhost");
    Files.delete(server.folder().resolve("certs/" + ConfServer.UUID + ".crt"));
    Files.delete(server.folder().resolve("certs/" + ConfServer.UUID + ".key"));
    place(ConfServer.UUID, other);
    server.reload("'/h': h", SETTINGS, TLS);
    expect(other, "localhost");
  }

  /** Who has this certificate. */
  private static KeyManager[] keys(Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "client",
        PemFiles.key(certificate.key()),
        new char[0],
        PemFiles.certificates(certificate.pem()).toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  @Test
  void handlersHearWhichCertificateAClientHas() throws Exception {
    place(ConfServer.UUID, own);
    Files.copy(other.pem(), server.folder().resolve("clients.pem"));
    server.start(
        "'/h': h", SETTINGS + ", \"ssl.ca_chain\": 'clients.pem', \"ssl.verify_optional\": 1", TLS);
    try (SSLSocket socket = connect("localhost", keys(other));
        SSLSocket nobody = connect("localhost")) {
      ConfServer.get(socket, "/h/1");
      String sha1 =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-1")
                      .digest(PemFiles.certificates(other.pem()).get(0).getEncoded()));
      String message = server.hear();
      assertTrue(message.contains("\"PEER_CERT_SHA1\":\"" + sha1 + "\""), message);
      ConfServer.get(nobody, "/h/2");
      assertFalse(server.hear().contains("PEER_CERT_SHA1"));
    }
  }

  @Test
  void whoHasNoneIsRefusedWhereOneIsDemanded() throws Exception {
    place(ConfServer.UUID, own);
    Files.copy(other.pem(), server.folder().resolve("clients.pem"));
    server.start(
        "'/h': h", SETTINGS + ", \"ssl.ca_chain\": 'clients.pem', \"ssl.verify_required\": 1", TLS);
    try (SSLSocket socket = connect("localhost", keys(other))) {
      ConfServer.get(socket, "/h/1");
      assertTrue(server.hear().contains(" /h/1 "));
    }
    assertThrows(
        IOException.class,
        () -> {
          try (SSLSocket nobody = connect("localhost")) {
            ConfServer.get(nobody, "/h/2"); // TLS 1.3 tells it with the first byte only
            assertEquals(-1, nobody.getInputStream().read());
          }
        });
  }
}
