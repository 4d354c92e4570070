package org.zmqwebbridge.demo;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes texts that nobody guesses. Owner thread: any. */
final class Token {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private Token() {}

  static String make() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
