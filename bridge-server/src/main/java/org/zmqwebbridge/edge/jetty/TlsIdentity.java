package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zmqwebbridge.pem.CertificateChain;
import org.zmqwebbridge.pem.PemFiles;

/**
 * Who a TLS listener is: its certificate, the chain behind it, and the key of the certificate,
 * which have been checked against each other. Immutable: renewed files are read into another one.
 */
public final class TlsIdentity {
  /** How long before its end a certificate that is not renewed is worth a warning. */
  static final Duration RENEWAL = Duration.ofDays(14);

  private static final char[] NO_PASSWORD = {};

  private final EdgeConfig.Tls files;
  private final CertificateChain chain;
  private final PrivateKey key;

  private TlsIdentity(EdgeConfig.Tls files, CertificateChain chain, PrivateKey key) {
    this.files = files;
    this.chain = chain;
    this.key = key;
  }

  /**
   * Reads both files.
   *
   * @throws IllegalArgumentException if one cannot be read or is not what it should be, or they do
   *     not go together; the message begins with {@code tls.certificate: } or {@code tls.key: },
   *     and says what to do
   */
  public static TlsIdentity read(EdgeConfig.Tls files) {
    List<X509Certificate> certificates;
    try {
      certificates = PemFiles.certificates(files.certificate());
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException("tls.certificate: " + unusable.getMessage(), unusable);
    }
    try {
      PrivateKey key = PemFiles.key(files.key());
      CertificateChain chain =
          CertificateChain.of(certificates, key)
              .orElseThrow(() -> new IllegalArgumentException(mismatch(files, certificates)));
      return new TlsIdentity(files, chain, key);
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException("tls.key: " + unusable.getMessage(), unusable);
    }
  }

  private static String mismatch(EdgeConfig.Tls files, List<X509Certificate> certificates) {
    return files.key()
        + " is not the key of the certificate in "
        + files.certificate()
        + " ("
        + certificates.get(0).getSubjectX500Principal()
        + "); was one of them renewed without the other?";
  }

  /** For a TLS engine: one entry, without a password. */
  public KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("bridge", key, NO_PASSWORD, chain.certificates());
      return store;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException(
          "tls.certificate: "
              + files.certificate()
              + " and "
              + files.key()
              + " do not go together: "
              + failure.getMessage(),
          failure);
    }
  }

  /** Whether certificate, chain and key are the other's too, wherever they were read. */
  boolean isSame(TlsIdentity other) {
    return Arrays.equals(chain.certificates(), other.chain.certificates())
        && Arrays.equals(key.getEncoded(), other.key.getEncoded());
  }

  /** Until when the certificate is valid. */
  public Instant validUntil() {
    return chain.first().getNotAfter().toInstant();
  }

  /** What browsers will not like, now or soon; each a line that says what to do. */
  public List<String> warnings(Instant now) {
    List<String> warnings = new ArrayList<>();
    String name = "tls.certificate: " + files.certificate();
    Instant begin = chain.first().getNotBefore().toInstant();
    if (now.isAfter(validUntil())) {
      warnings.add(name + " HAS EXPIRED, at " + validUntil() + ": browsers refuse it; renew it");
    } else if (now.isBefore(begin)) {
      warnings.add(
          name
              + " IS NOT VALID YET, before "
              + begin
              + ": browsers refuse it; is the clock right?");
    } else if (now.plus(RENEWAL).isAfter(validUntil())) {
      warnings.add(
          name
              + " expires in "
              + now.until(validUntil(), ChronoUnit.DAYS)
              + " days, at "
              + validUntil()
              + "; renew it");
    }
    chain.warnings().forEach(warning -> warnings.add(name + " " + warning));
    return warnings;
  }
}
