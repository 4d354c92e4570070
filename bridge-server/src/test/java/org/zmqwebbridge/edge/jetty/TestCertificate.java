package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of this run of the tests, made by {@code keytool}, and clients that trust it and no
 * other.
 *
 * @param tls the files, as the edge wants them
 * @param client makes TLS sockets
 */
record TestCertificate(EdgeConfig.Tls tls, SSLSocketFactory client) {
  private static final String PASSWORD = "secret";
  private static final String ALIAS = "edge";

  private static final class Lazy {
    static final TestCertificate MADE = make();
  }

  /** The same one for all tests. */
  static TestCertificate shared() {
    return Lazy.MADE;
  }

  private static TestCertificate make() {
    try {
      Path folder = Files.createTempDirectory("zwb-edge");
      List<Path> files =
          List.of(
              folder.resolve("store.p12"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
      KeyStore store = generate(files.get(0));
      write(files.get(1), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
      write(files.get(2), "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
      folder.toFile().deleteOnExit(); // run last first
      files.forEach(file -> file.toFile().deleteOnExit());
      return new TestCertificate(new EdgeConfig.Tls(files.get(1), files.get(2)), client(store));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore generate(Path file) throws IOException, GeneralSecurityException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -keyalg EC -dname CN=localhost -ext SAN=dns:localhost,ip:127.0.0.1"
            + " -storetype PKCS12 -alias "
            + ALIAS
            + " -storepass "
            + PASSWORD
            + " -keystore";
    ProcessBuilder command = new ProcessBuilder(keytool);
    command.command().addAll(List.of(options.split(" ")));
    command.command().add(file.toString());
    Process process = command.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("keytool made no certificate: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void write(Path file, String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
  }

  private static SSLSocketFactory client(KeyStore store)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
