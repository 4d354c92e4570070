package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this run of the tests, made by {@code keytool}, and a client that trusts it and
 * no other.
 *
 * @param pem the certificate
 * @param key its private key
 * @param client makes TLS sockets
 */
public record Certificate(Path pem, Path key, SSLSocketFactory client) {
  private static final class Lazy {
    static final Certificate MADE = another();
  }

  /** The same one for all tests. */
  public static Certificate shared() {
    return Lazy.MADE;
  }

  /** Another one, with another key. */
  public static Certificate another() {
    return make("EC", "localhost", "dns:localhost,ip:127.0.0.1");
  }

  /**
   * One for another host.
   *
   * @param algorithm of its key: {@code EC} or {@code RSA}
   */
  public static Certificate of(String host, String algorithm) {
    return make(algorithm, "other", "dns:" + host);
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts another's certificate and key into these files, as a renewal does. */
  public void replaceBy(Certificate other) {
    try {
      Files.copy(other.pem(), pem, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(other.key(), key, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Certificate make(String algorithm, String owner, String names) {
    try {
      Path folder = Files.createTempDirectory("zwb-certificate");
      KeyStore store = generate(folder.resolve("store.p12"), algorithm, owner, names);
      Path pem = folder.resolve("certificate.pem");
      Path key = folder.resolve("key.pem");
      write(pem, "CERTIFICATE", store.getCertificate("bridge").getEncoded());
      write(key, "PRIVATE KEY", store.getKey("bridge", "secret".toCharArray()).getEncoded());
      for (String name : List.of("store.p12", "certificate.pem", "key.pem", "")) {
        folder.resolve(name).toFile().deleteOnExit();
      }
      return new Certificate(pem, key, client(store));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore generate(Path file, String algorithm, String owner, String names)
      throws IOException, GeneralSecurityException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "bridge",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + owner,
                "-ext",
                "SAN=" + names,
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
        throw new IllegalStateException("keytool made no certificate: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "secret".toCharArray());
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
    trusted.setCertificateEntry("bridge", store.getCertificate("bridge"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
