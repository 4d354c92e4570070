package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Text as it is sent (RFC 3629). */
public final class Utf8 {
  private Utf8() {}

  /** Whether bytes are text. */
  public static boolean isText(byte[] bytes) {
    for (byte one : bytes) {
      if (one < 0) {
        return decodes(bytes);
      }
    }
    return true;
  }

  private static boolean decodes(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).limit() >= 0;
    } catch (CharacterCodingException none) {
      return false;
    }
  }
}
