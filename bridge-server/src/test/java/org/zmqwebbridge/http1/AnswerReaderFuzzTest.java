package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer's head, cut anyhow, is the same head, and one of the grammar, or is refused. */
class AnswerReaderFuzzTest {
  private static final int MAX_BYTES = 512;
  private static final Pattern WHOLE =
      Pattern.compile(
          "HTTP/1\\.[01] ([1-9][0-9]{2})( [\t\\x20-\\x7e\\x80-\\xff]*)?\r?\n"
              + "([!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\\x20-\\x7e\\x80-\\xff]*\r?\n)*\r?\n.*",
          Pattern.DOTALL);

  static Stream<byte[]> heads() {
    return Stream.of(
            "HTTP/1.1 200 OK|A: b||body",
            "HTTP/1.0 404|Content-Length: 3||abc",
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0||",
            "HTTP/1.1 200 OK|Content-Length: 3|Transfer-Encoding: chunked||",
            "HTTP/1.1 103 Early|Link: a||",
            "HTTP/1.1 200 OK\nA: b\n\n",
            "hello")
        .map(text -> ("\u0003" + text.replace("|", "\r\n")).getBytes(ISO_8859_1));
  }

  @MethodSource("heads")
  @FuzzTest
  void read(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(bytes, 1, bytes.length);
    List<String> whole = hear(sent, sent.length);
    assertEquals(whole, hear(sent, 1));
    assertEquals(whole, hear(sent, 1 + (bytes[0] & 63)));
    Matcher said = WHOLE.matcher(new String(sent, ISO_8859_1));
    if (!whole.isEmpty() && !whole.get(0).equals("refused")) {
      assertEquals(true, said.matches(), whole.toString());
      assertEquals(said.group(1), whole.get(0));
    }
  }

  /** What was read; empty: nothing whole; one word: refused. */
  private static List<String> hear(byte[] sent, int piece) {
    AnswerReader reader = new AnswerReader(MAX_BYTES);
    try {
      AnswerHead head = null;
      for (int at = 0; at < sent.length && head == null; at += piece) {
        head = reader.read(ByteBuffer.wrap(sent, at, Math.min(piece, sent.length - at)));
      }
      return head == null ? List.of() : words(head);
    } catch (BadAnswerException refused) {
      return List.of("refused");
    }
  }

  private static List<String> words(AnswerHead head) {
    List<String> words = new ArrayList<>(List.of(Integer.toString(head.status()), head.reason()));
    head.forEachEndToEnd((name, value) -> words.addAll(List.of(name, value)));
    words.add(head.isChunked() + " " + head.bodyBytes());
    return words;
  }
}
