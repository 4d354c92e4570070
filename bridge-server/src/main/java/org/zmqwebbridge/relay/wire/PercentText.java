package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Text with percent-encoded UTF-8 in it (RFC 3986, section 2.1). */
public final class PercentText {
  private PercentText() {}

  /** Decodes it, once; empty: it is not encoded so. */
  public static Optional<String> decode(String text) {
    byte[] from = text.getBytes(UTF_8);
    ByteBuffer to = ByteBuffer.allocate(from.length);
    for (int i = 0; i < from.length; i++) {
      if (from[i] == '%') {
        int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
        if (low < 0) {
          return Optional.empty();
        }
        to.put((byte) (high << 4 | low));
        i += 2;
      } else {
        to.put(from[i]);
      }
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(to.flip()).toString());
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }
}
