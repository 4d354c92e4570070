package org.zmqwebbridge.auth.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;

/**
 * One secret that all who may come in know.
 *
 * <p>Immutable. Keeps a digest only, and compares digests in constant time.
 */
public final class SharedSecret implements CredentialVerifier {
  /** The shortest secret, in characters. */
  public static final int MIN_CHARACTERS = 16;

  private final byte[] digest;
  private final Grant grant;

  /** Somebody knew this secret. */
  private record Known(ByteBuffer digest, String principal) implements CredentialBelief {
    @Override
    public String toString() {
      return "the secret of " + principal;
    }
  }

  private final Known belief;

  /**
   * @param secret at least {@link #MIN_CHARACTERS} characters
   * @param principal who knows it
   * @throws IllegalArgumentException if the secret is too short to be one
   */
  public SharedSecret(String secret, String principal) {
    if (secret.length() < MIN_CHARACTERS) {
      throw new IllegalArgumentException(
          "a secret has at least "
              + MIN_CHARACTERS
              + " characters; make one with: openssl rand -hex 32");
    }
    this.digest = digest(secret);
    this.belief = new Known(ByteBuffer.wrap(digest), principal);
    this.grant = Grant.to(principal).basedOn(belief);
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) { // every Java has it
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public boolean holds(CredentialBelief before) {
    return belief.equals(before);
  }

  @Override
  public Decision verify(String credential) {
    return MessageDigest.isEqual(digest, digest(credential))
        ? Decision.allow(grant)
        : Decision.unauthorized("not the shared secret");
  }
}
