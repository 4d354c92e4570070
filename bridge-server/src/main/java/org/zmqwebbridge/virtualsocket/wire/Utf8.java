package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** UTF-8, strictly, or with U+FFFD for what is ill-formed (the Unicode standard, section 3.9). */
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** Decodes all of the buffer. */
  static String strict(ByteBuffer bytes) throws MalformedFrameException {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException illFormed) {
      throw new MalformedFrameException("the text is not UTF-8");
    }
  }

  /**
   * The bytes as they are if they are UTF-8, and otherwise a copy in which every ill-formed
   * sequence is U+FFFD; so the caller knows by identity whether anything was replaced.
   */
  public static byte[] replacingIllFormed(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return bytes;
    }
    byte[] wellFormed = text.getBytes(UTF_8);
    return Arrays.equals(wellFormed, bytes) ? bytes : wellFormed;
  }

  /** Whether well-formed text contains other well-formed text; an empty needle is everywhere. */
  public static boolean contains(byte[] text, byte[] needle) {
    for (int at = 0; at <= text.length - needle.length; at++) {
      if (Arrays.equals(text, at, at + needle.length, needle, 0, needle.length)) {
        return true;
      }
    }
    return false;
  }
}
