package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  private static final String CHUNKS = "3\r\nabc\r\nA;x=\"y\"\r\n0123456789\r\n000\r\nT: u\r\n\r\n";

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private static String read(BodyReader body, ByteBuffer bytes, int most)
      throws BadRequestException {
    StringBuilder all = new StringBuilder();
    while (bytes.hasRemaining() && !body.isEnd()) {
      ByteBuffer part = body.next(bytes, most);
      assertTrue(part.remaining() <= most);
      all.append(ISO_8859_1.decode(part));
    }
    return all.toString();
  }

  @Test
  void bodyOfALengthEndsThere() throws BadRequestException {
    BodyReader body = new BodyReader(5);
    ByteBuffer bytes = bytes("abcdeNEXT");
    assertEquals("ab", ISO_8859_1.decode(body.next(bytes, 2)).toString());
    assertEquals(3, body.left());
    assertEquals("cde", read(body, bytes, 100));
    assertTrue(body.isEnd());
    assertEquals(4, bytes.remaining());
    assertTrue(new BodyReader(0).isEnd());
  }

  @Test
  void chunksAreTheSameHoweverTheyAreCut() throws BadRequestException {
    for (int cut = 0; cut < CHUNKS.length(); cut++) {
      BodyReader body = new BodyReader(-1);
      ByteBuffer rest = bytes(CHUNKS.substring(cut) + "NEXT");
      String all = read(body, bytes(CHUNKS.substring(0, cut)), 4);
      assertFalse(body.isEnd());
      assertEquals("abc0123456789", all + read(body, rest, 4), "cut at " + cut);
      assertTrue(body.isEnd());
      assertEquals(4, rest.remaining());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "g\r\n",
        "-1\r\n",
        "0x3\r\nabc\r\n",
        "3\nabc\r\n",
        "3\r\nabcd\r\n",
        "3\r\nabc\n0\r\n\r\n",
        "3\r\nabc\r0",
        "3\r\nabcX\r\n",
        "3 ;x\n",
        "3\rx",
        "0\r\nT: u\n\r\n",
        "0\r\n\n",
        "1000000000000000\r\n",
        ";x\r\n"
      })
  void whatIsNoChunkIsRefused(String wrong) {
    assertThrows(BadRequestException.class, () -> read(new BodyReader(-1), bytes(wrong), 100));
  }

  @Test
  void extensionsAndTrailersAreBounded() {
    String extension = "1;" + "x".repeat(300) + "\r\na\r\n";
    assertThrows(BadRequestException.class, () -> read(new BodyReader(-1), bytes(extension), 100));
    String trailers = "0\r\n" + "T: u\r\n".repeat(1000);
    assertThrows(BadRequestException.class, () -> read(new BodyReader(-1), bytes(trailers), 100));
  }
}
