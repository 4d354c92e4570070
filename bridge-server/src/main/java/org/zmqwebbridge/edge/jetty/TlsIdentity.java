package org.zmqwebbridge.edge.jetty;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The listener's certificate and key, which may be renewed while it listens: connections keep what
 * they have agreed on, and the next handshake sees the new one.
 *
 * <p>Owner thread: whoever starts or reloads the bridge; any may ask when it expires.
 */
final class TlsIdentity {
  private static final String ALIAS = "bridge";
  private static final char[] NO_PASSWORD = {};

  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private KeyStore current;
  private volatile Instant expiry;

  /**
   * @throws IllegalArgumentException if the files are not what they should be; the message says why
   */
  TlsIdentity(EdgeConfig.Tls files) {
    use(PemFiles.read(files));
    context.setKeyStorePassword("");
  }

  private void use(KeyStore store) {
    try {
      expiry = ((X509Certificate) store.getCertificate(ALIAS)).getNotAfter().toInstant();
    } catch (GeneralSecurityException impossible) { // it was just read
      throw new IllegalStateException(impossible);
    }
    current = store;
    context.setKeyStore(store);
  }

  /** What Jetty's TLS goes by. */
  SslContextFactory.Server context() {
    return context;
  }

  /**
   * Whether Jetty would take it.
   *
   * @throws IllegalArgumentException if not; the message says why
   */
  static void check(KeyStore store) {
    SslContextFactory.Server trial = new SslContextFactory.Server();
    trial.setKeyStore(store);
    trial.setKeyStorePassword("");
    try {
      trial.start();
      trial.stop();
    } catch (Exception unusable) {
      throw new IllegalArgumentException(
          "tls: the certificate cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  /** When the certificate expires. */
  Instant expiry() {
    return expiry;
  }

  /** Whether files that were read now hold another certificate, chain or key. */
  boolean differs(KeyStore other) {
    try {
      return !Arrays.equals(current.getCertificateChain(ALIAS), other.getCertificateChain(ALIAS))
          || !Arrays.equals(
              current.getKey(ALIAS, NO_PASSWORD).getEncoded(),
              other.getKey(ALIAS, NO_PASSWORD).getEncoded());
    } catch (GeneralSecurityException impossible) { // both were just read
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * From the next handshake on, this one.
   *
   * @throws IllegalStateException if it cannot be used; the old one goes on
   */
  void renew(KeyStore store) {
    KeyStore before = current;
    try {
      context.reload(unused -> use(store));
    } catch (Exception failure) {
      restore(before);
      throw new IllegalStateException(
          "tls: the new certificate cannot be used: " + failure.getMessage(), failure);
    }
  }

  private void restore(KeyStore before) {
    try {
      context.reload(unused -> use(before));
    } catch (Exception failure) {
      throw new IllegalStateException("tls: the old certificate cannot be used again", failure);
    }
  }
}
