package org.zmqwebbridge.demo;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes texts that nobody guesses. Owner thread: any; no state. */
final class Token {
  private static final int BYTES = 16;

  private Token() {}

  static String make() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
