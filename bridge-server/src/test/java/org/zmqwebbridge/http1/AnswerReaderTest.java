package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a back end writes, as it is read by who says it in another way. */
class AnswerReaderTest {
  private static final int MOST = 200;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.replace("|", "\r\n").getBytes(ISO_8859_1));
  }

  private static AnswerHead read(String text) throws BadAnswerException {
    return new AnswerReader(MOST).read(bytes(text));
  }

  private static List<String> words(AnswerHead head) {
    List<String> words = new ArrayList<>();
    head.forEachEndToEnd((name, value) -> words.add(name + "=" + value));
    return words;
  }

  @Test
  void lineAndHeadersAreRead() throws Exception {
    AnswerHead head = read("HTTP/1.1 200 All right|A: b|c:  d e \t|Empty:||");
    assertEquals(200, head.status());
    assertEquals("All right", head.reason());
    assertEquals(List.of("A=b", "c=d e", "Empty="), words(head));
    assertEquals(AnswerHead.UNTIL_END, head.bodyBytes());
    assertFalse(head.isChunked());
    assertFalse(head.isInterim());
  }

  @Test
  void aPhraseMayBeMissing() throws Exception {
    assertEquals("", read("HTTP/1.0 404||").reason());
    assertEquals("", read("HTTP/1.0 404 ||").reason());
  }

  @Test
  void linesMayEndWithALineFeedAlone() throws Exception {
    assertEquals(List.of("A=b"), words(read("HTTP/1.1 200 OK\nA: b\n\n")));
  }

  @Test
  void whatFollowsIsLeft() throws Exception {
    ByteBuffer all = bytes("HTTP/1.1 200 OK|Content-Length: 4||body");
    AnswerReader reader = new AnswerReader(MOST);
    assertEquals(4, reader.read(all).bodyBytes());
    assertEquals(4, all.remaining());
    assertFalse(reader.isInHead());
  }

  @Test
  void headsMayBeCutAnywhere() throws Exception {
    AnswerReader reader = new AnswerReader(MOST);
    ByteBuffer all = bytes("HTTP/1.1 103 Early Hints|Link: </a>||HTTP/1.1 200 OK||");
    List<Integer> heard = new ArrayList<>();
    while (all.hasRemaining()) {
      AnswerHead head = reader.read(ByteBuffer.wrap(new byte[] {all.get()}));
      if (head != null) {
        heard.add(head.status());
      }
    }
    assertEquals(List.of(103, 200), heard);
  }

  @Test
  void whatIsBetweenNeighboursIsNotForTheClient() throws Exception {
    assertEquals(
        List.of("X-Kept=1"),
        words(
            read(
                "HTTP/1.1 200 OK|Connection: close, X-Own|Keep-Alive: timeout=5|X-Own: 1|X-Kept:"
                    + " 1|Content-Length: 3|Upgrade: a|Trailer: b|TE: c||")));
  }

  @Test
  void chunksAreToldApart() throws Exception {
    AnswerHead head = read("HTTP/1.1 200 OK|transfer-encoding: Chunked||");
    assertTrue(head.isChunked());
    assertEquals(AnswerHead.UNTIL_END, head.bodyBytes());
  }

  @Test
  void aHeadThatIsNotWholeIsNone() throws Exception {
    AnswerReader reader = new AnswerReader(MOST);
    assertNull(reader.read(bytes("HTTP/1.1 200 OK|A: b|")));
    assertTrue(reader.isInHead());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "http/1.1 200 OK||",
        "HTTP/2 200 OK||",
        "HTTP/1.2 200 OK||",
        "HTTP/1.1  200 OK||",
        "HTTP/1.1 20 OK||",
        "HTTP/1.1 2000 OK||",
        "HTTP/1.1 200OK||",
        "HTTP/1.1 099 OK||",
        "HTTP/1.1 +20 OK||",
        "HTTP/1.1||",
        "HTTP/1.1 200 O\0K||",
        "HTTP/1.1 200 OK|A||",
        "HTTP/1.1 200 OK|: b||",
        "HTTP/1.1 200 OK|A : b||",
        "HTTP/1.1 200 OK|A: b| c: d||",
        "HTTP/1.1 200 OK|A: b\rc||",
        "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 1||",
        "HTTP/1.1 200 OK|Content-Length: 1, 1||",
        "HTTP/1.1 200 OK|Content-Length: -1||",
        "HTTP/1.1 200 OK|Content-Length:||",
        "HTTP/1.1 200 OK|Content-Length: 1|Transfer-Encoding: chunked||",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked||",
        "HTTP/1.0 200 OK|Transfer-Encoding: chunked||",
      })
  void whatIsNoHeadIsRefused(String text) {
    assertThrows(BadAnswerException.class, () -> read(text));
  }

  @Test
  void oneThatIsTooLongIsRefused() {
    assertThrows(
        BadAnswerException.class, () -> read("HTTP/1.1 200 OK|A: " + "b".repeat(MOST) + "||"));
  }
}
