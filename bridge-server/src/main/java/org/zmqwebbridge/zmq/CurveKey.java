package org.zmqwebbridge.zmq;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import zmq.util.Z85;

/**
 * A public key of CURVE (RFC 26): 32 bytes, written as 40 characters of Z85 (RFC 32). No secret.
 *
 * <p>Immutable.
 */
public final class CurveKey {
  static final int BYTES = 32;

  /** 85 characters; none of them is a blank, a quotation mark, a comma or a backslash. */
  private static final Pattern Z85_KEY =
      Pattern.compile("[0-9a-zA-Z.\\-:+=^!/*?&<>()\\[\\]{}@%$#]{40}");

  private final byte[] bytes;

  /** Takes the array as its own. */
  CurveKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key has " + BYTES + " bytes");
    }
    this.bytes = bytes;
  }

  /**
   * Parses 40 characters of Z85.
   *
   * @throws IllegalArgumentException if it is no key; the message does not repeat the text
   */
  public static CurveKey parse(String z85) {
    return new CurveKey(decode(z85));
  }

  /**
   * Parses the text of a file with one public key: a certificate as pyzmq, CZMQ and JeroMQ write it
   * ({@code .key}), or 40 characters of Z85 alone.
   *
   * @throws IllegalArgumentException if it is none, or holds a secret key; the message repeats
   *     nothing of it
   */
  public static CurveKey parseFile(String text) {
    CurveCertificate certificate = CurveCertificate.parse(text);
    if (certificate.holdsSecret()) {
      throw new IllegalArgumentException(
          "it holds a secret key, which nobody but its owner should have; give the file whose name"
              + " ends in .key");
    }
    return parse(certificate.publicKey().orElseThrow());
  }

  /**
   * Parses the text of a file with one public key a line, or of one that {@link #parseFile} reads.
   * Empty lines, and comments after a {@code #}, do not count.
   *
   * @throws IllegalArgumentException if a line is anything else, or there is no key
   */
  public static Set<CurveKey> parseList(String text) {
    Set<CurveKey> keys = new LinkedHashSet<>();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      String key = line.strip();
      if (isKey(key)) {
        keys.add(parse(key)); // even where it begins with a #
      } else if (key.equals("curve") || key.equals("metadata")) {
        return Set.of(parseFile(text));
      } else if (!key.isEmpty() && !key.startsWith("#")) {
        throw new IllegalArgumentException(
            "line " + number + " of it is no key; a key is 40 characters of Z85 (RFC 32)");
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("it has no key, so nobody could connect; put one into it");
    }
    return keys;
  }

  /** Whether this is a key's 40 characters; nothing is said about whose. */
  static boolean isKey(String text) {
    // JeroMQ's decoder lets five characters overflow that stand for more than 32 bits.
    return Z85_KEY.matcher(text).matches() && Z85.encode(Z85.decode(text), BYTES).equals(text);
  }

  /** The bytes of a key, public or secret. */
  static byte[] decode(String z85) {
    if (!isKey(z85)) {
      throw new IllegalArgumentException("a key is 40 characters of Z85 (RFC 32)");
    }
    return Z85.decode(z85);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurveKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Its 40 characters. */
  @Override
  public String toString() {
    return Z85.encode(bytes, BYTES);
  }
}
