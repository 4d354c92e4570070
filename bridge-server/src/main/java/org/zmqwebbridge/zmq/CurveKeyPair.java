package org.zmqwebbridge.zmq;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;
import org.zeromq.ZMQ;

/**
 * Who the bridge is in CURVE (RFC 26): a secret key, and the public key that belongs to it.
 *
 * <p>Immutable; in texts only its public key appears.
 */
public final class CurveKeyPair {
  private static final String X25519 = "X25519";
  private static final BigInteger BASE_POINT = BigInteger.valueOf(9); // RFC 7748, section 4.1

  private final CurveKey publicKey;
  private final byte[] secretKey;

  private CurveKeyPair(CurveKey publicKey, byte[] secretKey) {
    this.publicKey = publicKey;
    this.secretKey = secretKey;
  }

  /**
   * Parses the text of a file with a secret key: a certificate as pyzmq, CZMQ and JeroMQ write it
   * ({@code .key_secret}), or the 40 characters of the secret key alone.
   *
   * @throws IllegalArgumentException if it is none, or its public key is another's; the message
   *     repeats nothing of it
   */
  public static CurveKeyPair parse(String text) {
    CurveCertificate certificate = CurveCertificate.parse(text);
    String secret =
        certificate
            .secretKey()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it has no secret-key; give the file whose name ends in .key_secret"));
    byte[] bytes = CurveKey.decode(secret);
    CurveKey derived = new CurveKey(publicKeyOf(bytes));
    certificate
        .namedPublicKey()
        .map(CurveKey::parse)
        .filter(named -> !named.equals(derived))
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  "its public-key does not belong to its secret-key; make the pair again");
            });
    return new CurveKeyPair(derived, bytes);
  }

  /** A pair that nobody has seen before, for who must be some client and no certain one. */
  public static CurveKeyPair random() {
    return parse(ZMQ.Curve.generateKeyPair().secretKey);
  }

  /** The secret times the base point (RFC 7748, section 6.1). */
  private static byte[] publicKeyOf(byte[] secret) {
    try {
      KeyFactory keys = KeyFactory.getInstance(X25519);
      KeyAgreement product = KeyAgreement.getInstance(X25519);
      product.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
      product.doPhase(
          keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT)), true);
      return product.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no X25519, which every one has since 11", e);
    }
  }

  /** What others know the bridge by. */
  public CurveKey publicKey() {
    return publicKey;
  }

  byte[] secretKey() {
    return secretKey.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurveKeyPair that && publicKey.equals(that.publicKey);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return "key pair of " + publicKey;
  }
}
