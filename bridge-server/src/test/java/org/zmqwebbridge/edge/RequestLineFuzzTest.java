package org.zmqwebbridge.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The first line of a request, and its target, are what RFC 9112's grammar says, however cut. */
class RequestLineFuzzTest {
  /** Section 3, with the versions that are passed on; a target is checked by itself. */
  private static final Pattern LINE =
      Pattern.compile(
          "[\r\n]*[!#$%&'*+.^_`|~0-9A-Za-z-]+ ([!$-;=?-\\[\\]-~]+) HTTP/(1\\.[01]|2\\.0)\r\n"
              + "[\\x00-\\xff]*");

  private static final Pattern OTHER_VERSION =
      Pattern.compile("[\r\n]*[^ ]+ [^ ]+( HTTP/[0-9]\\.[0-9])?\r[\\x00-\\xff]*");

  static Stream<byte[]> lines() {
    return Stream.of(
            "GET / HTTP/1.1\r\n",
            "POST /req/echo?a=b HTTP/1.0\r\nHost: a\r\n\r\n",
            "\r\nPRI * HTTP/2.0\r\n",
            "GET http://example.org/x/../y HTTP/1.2\r\n",
            "OPTIONS * HTTP/1.1\r\n",
            "GET /%2e%2E/%5c;x HTTP/1.1 \r\n",
            "GET /\r\n")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("lines")
  @FuzzTest
  void take(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    RequestLine whole = new RequestLine();
    boolean well = whole.take(ByteBuffer.wrap(bytes));
    Matcher line = LINE.matcher(text);
    boolean isLine = line.matches();
    assertEquals(isLine, well && whole.isOver(), text);
    if (!well) {
      assertTrue(whole.status() == 400 || whole.status() == 505, whole.wrong());
      assertFalse(whole.wrong().isEmpty());
      if (whole.status() == 505) {
        assertTrue(OTHER_VERSION.matcher(text).matches(), text);
      }
    } else if (!isLine) { // then more may make one of it
      assertTrue(text.indexOf('\n', firstOf(text)) < 0, text);
    }
    checkCut(bytes, whole);
    if (isLine) {
      checkTarget(line.group(1));
    }
  }

  private static int firstOf(String text) {
    int first = 0;
    while (first < text.length() && (text.charAt(first) == '\r' || text.charAt(first) == '\n')) {
      first++;
    }
    return first;
  }

  private static void checkCut(byte[] bytes, RequestLine whole) {
    RequestLine cut = new RequestLine();
    cut.take(ByteBuffer.wrap("GET /left HT".getBytes(ISO_8859_1)));
    cut.begin();
    for (byte each : bytes) {
      cut.take(ByteBuffer.wrap(new byte[] {each}));
    }
    assertEquals(whole.isOver(), cut.isOver());
    assertEquals(whole.wrong(), cut.wrong());
    assertEquals(whole.status(), cut.status());
  }

  /** What passes means to the JDK what it says: no dots to resolve, no host of somebody else's. */
  private static void checkTarget(String target) {
    for (String method : List.of("GET", "OPTIONS")) {
      String wrong = RequestTarget.wrong(method, target);
      if (!wrong.isEmpty()) {
        continue;
      }
      if (target.equals("*")) {
        assertEquals("OPTIONS", method);
        continue;
      }
      String path =
          target.startsWith("/") ? target : target.replaceFirst("(?i)https?://[^/?]+", "");
      path = path.replaceFirst("\\?.*", "");
      assertTrue(path.isEmpty() || path.startsWith("/"), target);
      assertFalse(path.contains(";") || path.contains("\\"), target);
      URI uri = jdk(path);
      if (uri != null) {
        assertEquals(uri.getRawPath(), uri.normalize().getRawPath(), target);
        String decoded = uri.getPath();
        assertEquals(
            path.chars().filter(c -> c == '/').count(),
            decoded.chars().filter(c -> c == '/').count(),
            target);
        assertTrue(decoded.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\'), target);
        assertTrue(
            Stream.of(decoded.split("/", -1)).noneMatch(s -> s.equals(".") || s.equals("..")),
            target);
      }
    }
  }

  /** Null: not even a URI, which Jetty refuses. */
  private static URI jdk(String path) {
    try {
      return path.startsWith("//") || path.contains("//") ? null : URI.create("http://a" + path);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }
}
