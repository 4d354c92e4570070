package org.zmqwebbridge.origin;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.zmqwebbridge.pem.CertificateChain;
import org.zmqwebbridge.pem.PemFiles;

/**
 * Who we are to a back end, and whom we trust, as its files say.
 *
 * @param own our certificate and its key; {@code null}: none
 * @param trusted who may vouch for it; {@code null}: whom the JDK trusts
 */
record TlsFiles(KeyStore own, KeyStore trusted) {
  private static final char[] NO_PASSWORD = {};

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is not what it should be; the message says what to do
   */
  static TlsFiles of(OriginTls tls) {
    if (tls.certificate().isPresent() != tls.key().isPresent()) {
      throw new IllegalArgumentException("a client's certificate and its key go together");
    }
    try {
      return new TlsFiles(
          tls.certificate().isPresent() ? own(tls.certificate().get(), tls.key().get()) : null,
          tls.authorities().isPresent() ? trusted(tls.authorities().get()) : null);
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException(
          "the certificates for a back end cannot be used: " + failure.getMessage(), failure);
    }
  }

  private static KeyStore own(Path certificate, Path file)
      throws GeneralSecurityException, IOException {
    PrivateKey key = PemFiles.key(file);
    List<X509Certificate> certificates = PemFiles.certificates(certificate);
    CertificateChain chain =
        CertificateChain.of(certificates, key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file + " is not the key of the certificate in " + certificate));
    KeyStore store = empty();
    store.setKeyEntry("own", key, NO_PASSWORD, chain.certificates());
    return store;
  }

  private static KeyStore trusted(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (X509Certificate authority : PemFiles.certificates(file)) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  /** For Jetty. */
  SslContextFactory.Client factory(OriginTls tls) {
    SslContextFactory.Client factory = new NamedTls(tls);
    if (own != null) {
      factory.setKeyStore(own);
      factory.setKeyStorePassword("");
    }
    if (trusted != null) {
      factory.setTrustStore(trusted);
    }
    return factory;
  }
}
