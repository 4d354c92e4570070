package org.zmqwebbridge.edge.jetty;

import java.time.Instant;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What Jetty's TLS goes by, whose certificate may be renewed while it listens: connections keep
 * what they have agreed on, and the next handshake sees the new one.
 *
 * <p>Owner thread: the one that starts or reloads the bridge; any may ask when it expires.
 */
final class RenewableTls {
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private volatile TlsIdentity identity;

  private RenewableTls(TlsIdentity first) {
    use(first);
    context.setKeyStorePassword("");
    context.setSNISelector(new CertificateByName(() -> identity));
  }

  /**
   * One that begins with this certificate, which is looked at like each later one; a renewal under
   * load then finds all that it needs loaded.
   *
   * @throws IllegalArgumentException if Jetty would not take it; the message says why
   */
  static RenewableTls of(TlsIdentity first) {
    check(first);
    return new RenewableTls(first);
  }

  private void use(TlsIdentity next) {
    identity = next;
    context.setKeyStore(next.keyStore());
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
  static void check(TlsIdentity identity) {
    SslContextFactory.Server trial = new SslContextFactory.Server();
    trial.setKeyStore(identity.keyStore());
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
    return identity.validUntil();
  }

  /** Whether files that were read now hold another certificate, chain or key. */
  boolean differs(TlsIdentity other) {
    return !identity.isSame(other);
  }

  /**
   * From the next handshake on, this one.
   *
   * @throws IllegalStateException if it cannot be used; the old one goes on
   */
  void renew(TlsIdentity next) {
    TlsIdentity before = identity;
    try {
      context.reload(unused -> use(next));
    } catch (Exception failure) {
      restore(before);
      throw new IllegalStateException(
          "tls: the new certificate cannot be used: " + failure.getMessage(), failure);
    }
  }

  private void restore(TlsIdentity before) {
    try {
      context.reload(unused -> use(before));
    } catch (Exception failure) {
      throw new IllegalStateException("tls: the old certificate cannot be used again", failure);
    }
  }
}
