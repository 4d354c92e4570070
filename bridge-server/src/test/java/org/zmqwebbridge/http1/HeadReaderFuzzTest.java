package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A head, cut anyhow, is the one that the grammar says, as patterns have it, or is refused. */
class HeadReaderFuzzTest {
  private static final int MAX_BYTES = 512;
  private static final Pattern WHOLE =
      Pattern.compile("[\r\n]*([^\r\n].*?\n\r?\n)", Pattern.DOTALL);
  private static final Pattern LINE =
      Pattern.compile(
          "([^\\x00-\\x08\\x0a-\\x20\\x7f]*) ([^\\x00-\\x08\\x0a-\\x20\\x7f]*) (HTTP/1\\.[01])");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t ]*([\t\\x20-\\x7e\\x80-\\xff]*?)[\t ]*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  static Stream<byte[]> heads() {
    return Stream.of(
            "GET / HTTP/1.1|Host: a||",
            "||GET /a?b#c HTTP/1.0|A:b|A: c |||",
            "POST / HTTP/1.1|Content-Length: 3||abc",
            "POST / HTTP/1.1|Transfer-Encoding: chunked|Content-Length: 3||",
            "POST / HTTP/1.1|Content-Length: 3|Content-Length: 3||",
            "POST / HTTP/1.1|Transfer-Encoding: gzip||",
            "POST / HTTP/1.1|Expect: 100-continue||",
            "GET / HTTP/1.1|A: b| c||",
            "GET / HTTP/1.1\nA: b\n\n")
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
    assertEquals(reference(new String(sent, ISO_8859_1)), whole);
  }

  /** What was read; empty: nothing whole; one word: refused. */
  private static List<String> hear(byte[] sent, int piece) {
    HeadReader reader = new HeadReader(MAX_BYTES, Integer.MAX_VALUE / 2, (method, target) -> null);
    try {
      HttpHead head = null;
      for (int at = 0; at < sent.length && head == null; at += piece) {
        head = reader.read(ByteBuffer.wrap(sent, at, Math.min(piece, sent.length - at)));
      }
      return head == null ? List.of() : words(head);
    } catch (BadRequestException refused) {
      return List.of("refused");
    }
  }

  private static List<String> words(HttpHead head) {
    List<String> words = new ArrayList<>(List.of(head.method(), head.target(), head.version()));
    head.forEach((name, value) -> words.addAll(List.of(name, value)));
    words.add(Long.toString(head.bodyBytes()));
    return words;
  }

  private static List<String> reference(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.lookingAt()) {
      String begun = text.replaceFirst("^[\r\n]+", "");
      return begun.length() > MAX_BYTES ? List.of("refused") : List.of();
    }
    List<String> words = new ArrayList<>();
    List<String> lines = List.of(whole.group(1).split("\r?\n"));
    Matcher line = LINE.matcher(lines.get(0));
    boolean isRight = whole.group(1).length() <= MAX_BYTES && line.matches();
    if (isRight) {
      words.addAll(List.of(line.group(1), line.group(2), line.group(3)));
    }
    for (String each : lines.subList(1, lines.size())) {
      Matcher field = FIELD.matcher(each);
      isRight &= field.matches();
      if (isRight) {
        words.addAll(List.of(field.group(1).toLowerCase(Locale.ROOT), field.group(2)));
      }
    }
    return isRight && addBody(words) ? words : List.of("refused");
  }

  private static boolean addBody(List<String> words) {
    List<String> lengths = values(words, "content-length");
    List<String> codings = values(words, "transfer-encoding");
    List<String> expected = values(words, "expect");
    boolean isOld = words.get(2).equals("HTTP/1.0");
    words.add(codings.isEmpty() ? lengths.isEmpty() ? "0" : number(lengths.get(0)) : "-1");
    boolean isLength =
        lengths.isEmpty() || (lengths.size() == 1 && LENGTH.matcher(lengths.get(0)).matches());
    boolean isCoding =
        codings.isEmpty()
            || (codings.size() == 1
                && codings.get(0).equalsIgnoreCase("chunked")
                && lengths.isEmpty()
                && !isOld);
    boolean isExpected =
        isOld || expected.isEmpty() || expected.get(0).equalsIgnoreCase("100-continue");
    return isLength && isCoding && isExpected;
  }

  private static String number(String digits) {
    return digits.replaceFirst("^0+(?=.)", "");
  }

  private static List<String> values(List<String> words, String name) {
    List<String> all = new ArrayList<>();
    for (int i = 3; i + 1 < words.size(); i += 2) {
      if (words.get(i).equals(name)) {
        all.add(words.get(i + 1));
      }
    }
    return all;
  }
}
