package org.zmqwebbridge.virtualsocket.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the envelope that clients usually send, straight from its bytes: {@code identity}, {@code
 * content}, {@code msg_type}, in this order, a {@code msg_type} that is not {@code connect}, at
 * most one space after each comma and colon, an identity without escapes. Anything else is not its
 * business, and left to the strict parser.
 *
 * <p>Where it answers, it answers as the strict parser would.
 */
final class EnvelopeScanner {
  private static final byte[] IDENTITY = bytes("{\"identity\":");
  private static final byte[] CONTENT = bytes("\"content\":");
  private static final byte[] TYPE = bytes("\"msg_type\":");
  private static final byte[] CONNECT = bytes("connect");
  private static final int MAX_TYPE = 64;

  private final byte[] bytes;
  private final int end;
  private int at;

  private EnvelopeScanner(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The message, or {@code null} if the strict parser must look. The buffer is not consumed. */
  static ClientFrame.Message scan(ByteBuffer utf8) {
    int start = utf8.arrayOffset() + utf8.position();
    return new EnvelopeScanner(utf8.array(), start, start + utf8.remaining()).message();
  }

  private ClientFrame.Message message() {
    if (!skip(IDENTITY)) {
      return null;
    }
    String identity = plain(OriginalWire.MAX_IDENTITY_CHARACTERS);
    if (identity == null || identity.isEmpty() || !skipComma() || !skip(CONTENT)) {
      return null;
    }
    byte[] content = content();
    if (content == null || !skipComma() || !skip(TYPE)) {
      return null;
    }
    int type = at + 1;
    if (plain(MAX_TYPE) == null || isConnect(type) || at != end - 1 || bytes[at] != '}') {
      return null;
    }
    return new ClientFrame.Message(identity, content);
  }

  private boolean isConnect(int start) {
    return Arrays.equals(bytes, start, at - 1, CONNECT, 0, CONNECT.length);
  }

  /** Skips a name and its colon, and one space if it is there. */
  private boolean skip(byte[] expected) {
    int behind = at + expected.length;
    if (behind >= end || !Arrays.equals(bytes, at, behind, expected, 0, expected.length)) {
      return false;
    }
    at = behind;
    skipSpace();
    return true;
  }

  private boolean skipComma() {
    if (at >= end || bytes[at] != ',') {
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  private void skipSpace() {
    if (at < end && bytes[at] == ' ') {
      at++;
    }
  }

  /** A short string of printable ASCII without escapes. */
  private String plain(int most) {
    if (at >= end || bytes[at] != '"') {
      return null;
    }
    int start = ++at;
    while (at < end && bytes[at] >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    if (at >= end || bytes[at] != '"' || at - start > most) {
      return null;
    }
    return new String(bytes, start, at++ - start, StandardCharsets.ISO_8859_1);
  }

  /** A string as UTF-8 without its escapes; {@code null} for {@code \\u} and what is ill-formed. */
  private byte[] content() {
    if (at >= end || bytes[at] != '"') {
      return null;
    }
    int start = ++at;
    int escapes = 0;
    int all = 0; // the bits of all bytes: the highest tells whether one was not ASCII
    while (at < end && bytes[at] != '"') {
      byte b = bytes[at];
      if (b >= 0 && b < 0x20) {
        return null;
      }
      all |= b;
      if (b == '\\') {
        escapes++;
        at++;
      }
      at++;
    }
    if (at >= end || (all < 0 && !isWellFormed(start, at))) {
      return null;
    }
    int behind = at++;
    return escapes == 0
        ? Arrays.copyOfRange(bytes, start, behind)
        : unescaped(start, behind, behind - start - escapes);
  }

  /** A false negative, for text that holds U+FFFD itself, only costs the strict parser's time. */
  private boolean isWellFormed(int start, int behind) {
    return new String(bytes, start, behind - start, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
  }

  private byte[] unescaped(int start, int behind, int length) {
    byte[] text = new byte[length];
    int to = 0;
    for (int from = start; from < behind; from++) {
      byte b = bytes[from];
      if (b == '\\') {
        b = meaning(bytes[++from]);
        if (b == 0) {
          return null;
        }
      }
      text[to++] = b;
    }
    return text;
  }

  /** RFC 8259, section 7; 0 for what is none of the short escapes. */
  private static byte meaning(byte escape) {
    return switch (escape) {
      case '"', '\\', '/' -> escape;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> 0;
    };
  }
}
