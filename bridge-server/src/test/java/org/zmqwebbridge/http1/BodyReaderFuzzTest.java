package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks, cut anyhow, are the body that the grammar says, as patterns have it, or are refused. */
class BodyReaderFuzzTest {
  private static final Pattern SIZE =
      Pattern.compile("([0-9a-fA-F]{1,15})(?:[; \t][^\r\n]{0,255})?\r\n");
  private static final Pattern TRAILERS = Pattern.compile("(?:[^\r\n]+\r\n)*\r\n");

  static Stream<byte[]> bodies() {
    return Stream.of(
            "3|abc|0||",
            "3;x=\"y\"|abc|A|0123456789|0|T: u||next",
            "0||",
            "3|abcd",
            "x|",
            "3 |abc|00||")
        .map(text -> ("\u0003" + text.replace("|", "\r\n")).getBytes(ISO_8859_1));
  }

  @MethodSource("bodies")
  @FuzzTest
  void read(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > 1000) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(bytes, 1, bytes.length);
    String whole = hear(sent, Math.max(1, sent.length), Integer.MAX_VALUE);
    assertEquals(whole, hear(sent, 1, 1));
    assertEquals(whole, hear(sent, 1 + (bytes[0] & 15), 1 + (bytes[0] & 7)));
    String reference = reference(new String(sent, ISO_8859_1));
    if (reference != null) {
      assertEquals(reference, whole);
    } else {
      assertEquals("", whole.replaceFirst("(?s)^(more|refused).*", ""));
    }
  }

  private static String hear(byte[] sent, int piece, int most) {
    BodyReader body = new BodyReader(-1);
    StringBuilder all = new StringBuilder();
    int left = 0;
    try {
      for (int at = 0; at < sent.length && !body.isEnd(); at += piece) {
        ByteBuffer part = ByteBuffer.wrap(sent, at, Math.min(piece, sent.length - at));
        while (part.hasRemaining() && !body.isEnd()) {
          all.append(ISO_8859_1.decode(body.next(part, most)));
        }
        left = sent.length - part.position();
      }
    } catch (BadRequestException refused) {
      return "refused";
    }
    return (body.isEnd() ? "whole " + left : "more") + " " + all;
  }

  /** The body with how many bytes follow it; {@code null}: it is not whole. */
  private static String reference(String text) {
    StringBuilder all = new StringBuilder();
    Matcher size = SIZE.matcher(text);
    int at = 0;
    while (size.region(at, text.length()).lookingAt()) {
      long length = Long.parseLong(size.group(1), 16);
      at = size.end();
      if (length == 0) {
        Matcher trailers = TRAILERS.matcher(text).region(at, text.length());
        return trailers.lookingAt()
            ? "whole " + (text.length() - trailers.end()) + " " + all
            : null;
      }
      if (length > text.length() - at || !text.startsWith("\r\n", at + (int) length)) {
        return null;
      }
      all.append(text, at, at + (int) length);
      at += (int) length + 2;
    }
    return null;
  }
}
