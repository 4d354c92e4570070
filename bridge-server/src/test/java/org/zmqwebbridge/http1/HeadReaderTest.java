package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
  private static final String HEAD = "GET /a?b#c HTTP/1.1\r\nHost: h\r\nX-A:  b \r\nx-a: c\r\n\r\n";

  private static HeadReader reader() {
    return new HeadReader(4096, 100, (method, target) -> null);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private static int status(String head) {
    return assertThrows(BadRequestException.class, () -> reader().read(bytes(head))).status();
  }

  @Test
  void lineAndHeadersAreRead() throws BadRequestException {
    HttpHead head = reader().read(bytes(HEAD));
    assertEquals("GET", head.method());
    assertEquals("/a?b#c", head.target());
    assertEquals("/a", head.path());
    assertEquals("/a?b", head.uri());
    assertEquals("b", head.query());
    assertEquals("c", head.fragment());
    assertEquals("HTTP/1.1", head.version());
    assertEquals("b", head.header("x-a"));
    assertEquals(List.of("b", "c"), head.headers("x-a"));
    assertEquals(0, head.bodyBytes());
    assertTrue(head.isPersistent());
    assertFalse(head.expectsContinue());
    assertEquals("GET /a", head.toString());
  }

  @Test
  void headIsTheSameHoweverItIsCut() throws BadRequestException {
    for (int cut = 1; cut < HEAD.length(); cut++) {
      HeadReader reader = reader();
      assertNull(reader.read(bytes(HEAD.substring(0, cut))));
      assertTrue(reader.isInHead());
      ByteBuffer rest = bytes(HEAD.substring(cut) + "next");
      HttpHead head = reader.read(rest);
      assertEquals(List.of("b", "c"), head.headers("x-a"), "cut at " + cut);
      assertEquals(4, rest.remaining());
      assertFalse(reader.isInHead());
    }
  }

  @Test
  void viewsInTheMiddleOfAnArrayAreReadWhereTheyAre() throws BadRequestException {
    ByteBuffer view = bytes("junk" + HEAD + "rest").position(4).slice();
    assertEquals("/a", reader().read(view).path());
    assertEquals(4, view.remaining());
  }

  @Test
  void emptyLinesBeforeARequestAreForgiven() throws BadRequestException {
    assertEquals("/a", reader().read(bytes("\r\n\n\r\n" + HEAD)).path());
    HeadReader reader = reader();
    assertNull(reader.read(bytes("\r\n")));
    assertFalse(reader.isInHead());
  }

  @Test
  void headMayBeAsLongAsItMayAndNoLonger() throws BadRequestException {
    HeadReader exact = new HeadReader(HEAD.length(), 100, (method, target) -> null);
    assertEquals("/a", exact.read(bytes(HEAD)).path());
    HeadReader shorter = new HeadReader(HEAD.length() - 1, 100, (method, target) -> null);
    assertThrows(BadRequestException.class, () -> shorter.read(bytes(HEAD)));
    HeadReader cut = new HeadReader(HEAD.length() - 1, 100, (method, target) -> null);
    assertNull(cut.read(bytes(HEAD.substring(0, HEAD.length() - 2))));
    assertThrows(BadRequestException.class, () -> cut.read(bytes("\r\n")));
  }

  @Test
  void whatTheLineMayNotHaveIsRefused() {
    HeadReader reader = new HeadReader(4096, 100, (method, target) -> method + target);
    assertThrows(BadRequestException.class, () -> reader.read(bytes(HEAD)));
  }

  @Test
  void moreNamesThanThereMayBeAreLeftOut() throws BadRequestException {
    HeadReader reader = new HeadReader(4096, 1, (method, target) -> null);
    HttpHead head = reader.read(bytes("GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nA: 3\r\n\r\n"));
    assertEquals(List.of("1", "3"), head.headers("a"));
    assertNull(head.header("b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: b\r\n c",
        "A : b",
        "A",
        ": b",
        "A: b\rc",
        "A: b\r\rc",
        "A: \u0000",
        "A: \u007f",
        "A: \u000b",
        "A\u0000: b",
        "A(: b",
        "\u00e4: b",
        "Content-Length: 1\r\nContent-Length: 1",
        "Content-Length: 1, 1",
        "Content-Length: +1",
        "Content-Length: 1\r\nTransfer-Encoding: chunked",
        "Content-Length: 1234567890123456789",
        "Content-Length: "
      })
  void ambiguousFieldIsRefused(String field) {
    assertEquals(400, status("POST / HTTP/1.1\r\nHost: h\r\n" + field + "\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET / HTTP/0.9",
        "GET / HTTP/2.0",
        "GET / HTTP/1.1 ",
        "GET  / HTTP/1.1",
        "GET / HTTP/1.1 more",
        "GET/ HTTP/1.1",
        "GET / http/1.1",
        "GET /\rHTTP/1.1"
      })
  void lineOfAnotherFormIsRefused(String line) {
    assertEquals(400, status(line + "\r\nHost: h\r\n\r\n"));
  }

  @Test
  void codingsOtherThanChunkedAreNotThere() throws BadRequestException {
    String head = "POST / HTTP/1.1\r\nTransfer-Encoding: ";
    assertEquals(-1, reader().read(bytes(head + "Chunked\r\n\r\n")).bodyBytes());
    assertEquals(501, status(head + "gzip\r\n\r\n"));
    assertEquals(501, status(head + "gzip, chunked\r\n\r\n"));
    assertEquals(501, status(head + "chunked\r\nTransfer-Encoding: chunked\r\n\r\n"));
    assertEquals(400, status("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"));
  }

  @Test
  void expectationsAreOfThisOrRefused() throws BadRequestException {
    String head = "POST / HTTP/1.1\r\nContent-Length: 1\r\nExpect: ";
    assertTrue(reader().read(bytes(head + "100-Continue\r\n\r\n")).expectsContinue());
    assertEquals(417, status(head + "more\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1\r\nConnection: x, Close", "HTTP/1.0", "HTTP/1.0\r\nConnection: close"})
  void connectionThatIsToEndDoesNotPersist(String rest) throws BadRequestException {
    assertFalse(reader().read(bytes("GET / " + rest + "\r\n\r\n")).isPersistent());
  }
}
