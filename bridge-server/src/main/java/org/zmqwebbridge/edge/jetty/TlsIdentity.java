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
import java.util.stream.IntStream;
import org.eclipse.jetty.util.ssl.X509;
import org.zmqwebbridge.pem.CertificateChain;
import org.zmqwebbridge.pem.PemFiles;

/**
 * Who a TLS listener is: its certificate, the chain after it, and the key of the certificate, which
 * have been checked against each other; and the same for other names, if it has any. Immutable:
 * renewed files are read into another one.
 */
public final class TlsIdentity {
  /** How long before its end a certificate that is not renewed is worth a warning. */
  static final Duration RENEWAL = Duration.ofDays(14);

  /** The alias of what is shown to clients that ask for no name that others have. */
  static final String FIRST = "bridge";

  private static final char[] NO_PASSWORD = {};

  private final EdgeConfig.Tls files;
  private final CertificateChain chain;
  private final PrivateKey key;
  private final List<TlsIdentity> others;

  private TlsIdentity(
      EdgeConfig.Tls files, CertificateChain chain, PrivateKey key, List<TlsIdentity> others) {
    this.files = files;
    this.chain = chain;
    this.key = key;
    this.others = others;
  }

  /**
   * Reads both files, and those of others.
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
    List<TlsIdentity> others = files.others().stream().map(TlsIdentity::read).toList();
    try {
      PrivateKey key = PemFiles.key(files.key());
      CertificateChain chain =
          CertificateChain.of(certificates, key)
              .orElseThrow(() -> new IllegalArgumentException(mismatch(files, certificates)));
      return new TlsIdentity(files, chain, key, others);
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

  /** For a TLS engine: one entry for each certificate, without a password. */
  public KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      enter(store, FIRST);
      for (int i = 0; i < others.size(); i++) {
        others.get(i).enter(store, "other-" + i);
      }
      return store;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException(
          "tls.certificate: this system has no key store: " + failure.getMessage(), failure);
    }
  }

  private void enter(KeyStore store, String alias) {
    try {
      store.setKeyEntry(alias, key, NO_PASSWORD, chain.certificates());
    } catch (GeneralSecurityException failure) {
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

  /** Whether some certificate has this name. */
  boolean isNamed(String host) {
    return new X509(FIRST, chain.first()).matches(host)
        || others.stream().anyMatch(other -> other.isNamed(host));
  }

  /** Whether certificates, chains and keys are the other's too, wherever they were read. */
  boolean isSame(TlsIdentity other) {
    return Arrays.equals(chain.certificates(), other.chain.certificates())
        && Arrays.equals(key.getEncoded(), other.key.getEncoded())
        && others.size() == other.others.size()
        && IntStream.range(0, others.size())
            .allMatch(i -> others.get(i).isSame(other.others.get(i)));
  }

  /** Until when all certificates are valid. */
  public Instant validUntil() {
    return others.stream()
        .map(TlsIdentity::validUntil)
        .reduce(ownEnd(), (one, other) -> one.isBefore(other) ? one : other);
  }

  private Instant ownEnd() {
    return chain.first().getNotAfter().toInstant();
  }

  /** What browsers will not like, now or soon; each a line that says what to do. */
  public List<String> warnings(Instant now) {
    List<String> warnings = new ArrayList<>();
    String name = "tls.certificate: " + files.certificate();
    Instant begin = chain.first().getNotBefore().toInstant();
    if (now.isAfter(ownEnd())) {
      warnings.add(name + " HAS EXPIRED, at " + ownEnd() + ": browsers refuse it; renew it");
    } else if (now.isBefore(begin)) {
      warnings.add(
          name
              + " IS NOT VALID YET, before "
              + begin
              + ": browsers refuse it; is the clock right?");
    } else if (now.plus(RENEWAL).isAfter(ownEnd())) {
      warnings.add(
          name
              + " expires in "
              + now.until(ownEnd(), ChronoUnit.DAYS)
              + " days, at "
              + ownEnd()
              + "; renew it");
    }
    chain.warnings().forEach(warning -> warnings.add(name + " " + warning));
    others.forEach(other -> warnings.addAll(other.warnings(now)));
    return warnings;
  }
}
