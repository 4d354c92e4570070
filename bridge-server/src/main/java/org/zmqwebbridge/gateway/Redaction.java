package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text of a message for people to look at: its beginning only, and without what JSON members
 * hold whose names sound like credentials. What is no text is shown in hexadecimal digits.
 *
 * <p>Immutable. Nobody can tell every secret from what is none: who may not see what pages say, may
 * not have an inspector.
 */
final class Redaction {
  private static final String BETWEEN = " ¦ "; // the parts of a message
  private static final String HIDDEN = "\"…\"";
  private static final int MAX_UTF_8_TAIL = 3;

  /** The name of a member, and its colon; one with an escape may be any name. */
  private static final Pattern NAME =
      Pattern.compile(
          "\"[^\"]{0,64}(?:pass|pwd|secret|token|auth|credential|key|session|cookie|\\\\)"
              + "[^\"]{0,64}\"\\s{0,8}:\\s{0,8}",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SCHEME =
      Pattern.compile("\\b(bearer|basic)\\s{1,4}[^\\s\"]+", Pattern.CASE_INSENSITIVE);

  private final int most;

  /**
   * @param most bytes that are shown of a message
   */
  Redaction(int most) {
    this.most = most;
  }

  static int bytes(List<byte[]> parts) {
    return parts.stream().mapToInt(part -> part.length).sum();
  }

  /** What is shown of a message. */
  String of(List<byte[]> parts) {
    StringBuilder shown = new StringBuilder();
    int left = most;
    for (byte[] part : parts) {
      if (left <= 0) {
        break;
      }
      int length = Math.min(left, part.length);
      shown.append(shown.isEmpty() ? "" : BETWEEN).append(hide(text(part, length)));
      left -= length;
    }
    return shown.append(bytes(parts) > most && most > 0 ? "…" : "").toString();
  }

  private static String text(byte[] part, int length) {
    for (int cut = 0; cut <= Math.min(MAX_UTF_8_TAIL, length); cut++) {
      try {
        String text =
            UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(part, 0, length - cut))
                .toString();
        return text.replaceAll("\\p{Cntrl}", "·");
      } catch (CharacterCodingException cutOrNoText) {
        if (length == part.length) {
          break; // nothing was cut off
        }
      }
    }
    return "0x" + HexFormat.of().formatHex(part, 0, length);
  }

  private static String hide(String text) {
    Matcher names = NAME.matcher(text);
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (names.find(at)) {
      shown.append(text, at, names.end()).append(HIDDEN);
      at = endOfValue(text, names.end());
    }
    return SCHEME.matcher(shown.append(text.substring(at))).replaceAll("$1 …");
  }

  /** Where the value ends that begins here; one that is no text or number, at the text's end. */
  private static int endOfValue(String text, int start) {
    if (start >= text.length() || "{[".indexOf(text.charAt(start)) >= 0) {
      return text.length();
    }
    boolean isText = text.charAt(start) == '"';
    for (int at = start + 1; at < text.length(); at++) {
      char next = text.charAt(at);
      if (isText && next == '\\') {
        at++;
      } else if (isText && next == '"') {
        return at + 1;
      } else if (!isText && ",}] ".indexOf(next) >= 0) {
        return at;
      }
    }
    return text.length();
  }
}
