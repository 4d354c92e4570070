package org.zmqwebbridge.virtualsocket;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.OptionalInt;

/**
 * What the original wire calls the asks of one REP socket: an unguessable text, in which the ask's
 * id is.
 *
 * <p>Immutable; the one source of randomness is for any thread.
 */
final class ReplyAddresses {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 12;

  private final byte[] secret = new byte[SECRET_BYTES];

  ReplyAddresses() {
    RANDOM.nextBytes(secret);
  }

  /** The address of an ask. */
  String address(int id) {
    byte[] address =
        ByteBuffer.allocate(SECRET_BYTES + Integer.BYTES).put(secret).putInt(id).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(address);
  }

  /** The ask that an address names; none if it is not one of this socket's. */
  OptionalInt id(String address) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(address);
    } catch (IllegalArgumentException noBase64) {
      return OptionalInt.empty();
    }
    if (bytes.length != SECRET_BYTES + Integer.BYTES) {
      return OptionalInt.empty();
    }
    ByteBuffer parts = ByteBuffer.wrap(bytes);
    byte[] claimed = new byte[SECRET_BYTES];
    parts.get(claimed);
    return MessageDigest.isEqual(secret, claimed)
        ? OptionalInt.of(parts.getInt())
        : OptionalInt.empty();
  }
}
