package org.zmqwebbridge.zmq;

import java.util.Optional;

/**
 * The text of a key file: what {@code zmq.auth.create_certificates} of pyzmq, CZMQ's {@code zcert}
 * and JeroMQ's {@code ZCert} write (ZPL, RFC 4, with a section {@code curve}), or the 40 characters
 * of one key and nothing else.
 *
 * <p>Immutable; not for logs.
 */
final class CurveCertificate {
  private static final String PUBLIC = "public-key";
  private static final String SECRET = "secret-key";

  private String publicKey;
  private String secretKey;
  private String bareKey;

  private CurveCertificate() {}

  /**
   * Parses it.
   *
   * @throws IllegalArgumentException if it is no key file; the message says which line is wrong,
   *     and does not repeat it
   */
  static CurveCertificate parse(String text) {
    CurveCertificate certificate = new CurveCertificate();
    String whole = text.strip();
    if (CurveKey.isKey(whole)) {
      certificate.bareKey = whole; // before comments are looked for: a key may begin with a #
      return certificate;
    }
    String section = "";
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      int equals = content.indexOf('=');
      if (equals < 0) {
        section = content;
      } else if (section.equals("curve")) {
        certificate.put(
            content.substring(0, equals).strip(), content.substring(equals + 1), number);
      }
    }
    if (certificate.publicKey == null && certificate.secretKey == null) {
      throw new IllegalArgumentException(
          "it is no key file: it has neither a section \"curve\" with a public-key or secret-key, nor"
              + " one key of 40 characters alone; pyzmq's zmq.auth.create_certificates makes them");
    }
    return certificate;
  }

  private void put(String name, String value, int line) {
    if (name.equals(PUBLIC) && publicKey == null) {
      publicKey = key(value, line);
    } else if (name.equals(SECRET) && secretKey == null) {
      secretKey = key(value, line);
    } else if (name.equals(PUBLIC) || name.equals(SECRET)) {
      throw new IllegalArgumentException("line " + line + " of it is a second " + name);
    }
  }

  private static String key(String value, int line) {
    String key = value.strip();
    int last = key.length() - 1;
    if (last > 0 && (key.charAt(0) == '"' || key.charAt(0) == '\'')) {
      key = key.charAt(last) == key.charAt(0) ? key.substring(1, last) : "";
    }
    if (!CurveKey.isKey(key)) {
      throw new IllegalArgumentException(
          "line " + line + " of it has no key; a key is 40 characters of Z85 (RFC 32)");
    }
    return key;
  }

  /** Whether it holds a key that must not be shown to anybody, as far as one can see. */
  boolean holdsSecret() {
    return secretKey != null;
  }

  /** Its public key; a bare one is taken for it. */
  Optional<String> publicKey() {
    return Optional.ofNullable(bareKey == null ? publicKey : bareKey);
  }

  /** The public key that it names as such. */
  Optional<String> namedPublicKey() {
    return Optional.ofNullable(publicKey);
  }

  /** Its secret key; a bare one is taken for it. */
  Optional<String> secretKey() {
    return Optional.ofNullable(bareKey == null ? secretKey : bareKey);
  }
}
