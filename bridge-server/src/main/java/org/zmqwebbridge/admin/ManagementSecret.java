package org.zmqwebbridge.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.zmqwebbridge.config.SecretFile;

/**
 * What a management request must know, as {@code Authorization: Bearer …} (RFC 6750, section 2.1).
 *
 * <p>Immutable; never in a text or log.
 */
public final class ManagementSecret {
  private static final int MIN_CHARACTERS = 16;
  private static final int MAX_CHARACTERS = 1024;
  private static final String SCHEME = "Bearer ";

  private final byte[] secret;

  private ManagementSecret(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Reads it from a file, without white space around it.
   *
   * @throws IllegalArgumentException if it cannot be read, if others can read it, or if it is no
   *     secret; the message says why and what to do
   */
  public static ManagementSecret read(Path file) {
    return of(SecretFile.read(file), file);
  }

  private static ManagementSecret of(String text, Path file) {
    if (text.length() < MIN_CHARACTERS || text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          String.format(
              "%s: has %d characters, and a secret has %d to %d; make one with: openssl rand -hex"
                  + " 32",
              file, text.length(), MIN_CHARACTERS, MAX_CHARACTERS));
    }
    if (!text.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          file + ": a secret is one line of printable ASCII characters, without blanks");
    }
    return new ManagementSecret(text.getBytes(UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagementSecret that && MessageDigest.isEqual(secret, that.secret);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(secret);
  }

  /**
   * Whether a request knows it; takes as long for a wrong one as for the right one.
   *
   * @param authorization the header's value, or {@code null}
   */
  boolean matches(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] presented = authorization.substring(SCHEME.length()).trim().getBytes(UTF_8);
    return MessageDigest.isEqual(presented, secret);
  }
}
