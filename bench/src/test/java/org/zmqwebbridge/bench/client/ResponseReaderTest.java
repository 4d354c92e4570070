package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {
  private static final class Heard implements ResponseReader.Listener {
    final List<String> things = new ArrayList<>();

    @Override
    public void onHead(ResponseHead head) {
      things.add(head.status() + (head.closes() ? " closes " : " ") + head.tag());
    }

    @Override
    public void onBody(ByteBuffer piece) {
      things.add(ISO_8859_1.decode(piece).toString());
    }

    @Override
    public void onEnd() {
      things.add("end");
    }
  }

  /** As a connection does: what is left comes again with what follows it. */
  private static List<String> read(String... pieces) throws IOException {
    ResponseReader reader = new ResponseReader();
    Heard heard = new Heard();
    String left = "";
    for (String piece : pieces) {
      ByteBuffer in = ByteBuffer.wrap((left + piece).getBytes(ISO_8859_1));
      while (in.hasRemaining() && reader.step(in, heard)) {
        // as long as there is something whole
      }
      left = ISO_8859_1.decode(in).toString();
    }
    assertEquals("", left);
    return heard.things;
  }

  private static void isReadHoweverItIsCut(String bytes, String... things) throws IOException {
    for (int cut = 0; cut <= bytes.length(); cut++) {
      assertEquals(List.of(things), read(bytes.substring(0, cut), bytes.substring(cut)));
    }
  }

  @Test
  void aBodyOfALengthComesWhole() throws IOException {
    isReadHoweverItIsCut(
        "HTTP/1.1 200 OK\r\nETag: \"a-1\"\r\ncontent-LENGTH:5\r\n\r\nhello",
        "200 \"a-1\"",
        "hello",
        "end");
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  @Test
  void aBodyInChunksComesInChunks() throws IOException {
    isReadHoweverItIsCut(
        lines(
            "HTTP/1.1 200 OK",
            "Transfer-Encoding: chunked",
            "Connection: close",
            "",
            "3;x=y",
            "ab\n",
            "0A",
            "0123456789",
            "0",
            "X: y",
            ""),
        "200 closes ",
        "ab\n",
        "0123456789",
        "end");
  }

  @Test
  void responsesFollowEachOther() throws IOException {
    isReadHoweverItIsCut(
        lines("HTTP/1.1 100 Continue", "", "HTTP/1.1 204 No Content", "")
            + lines("HTTP/1.1 304 Not Modified", "Content-Length: 7", "")
            + lines("HTTP/1.1 200 OK", "Content-Length: 0", ""),
        "204 ",
        "end",
        "304 ",
        "end",
        "200 ",
        "end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "{\"hello\":\"world\"}\r\n\r\n"
      })
  void whatIsNoResponseIsAnError(String bytes) {
    assertThrows(IOException.class, () -> read(bytes));
  }

  @Test
  void aHeadOrALineWithoutEndIsAnError() {
    assertThrows(IOException.class, () -> read("HTTP/1.1 200 OK\r\nX: " + "y".repeat(70_000)));
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThrows(IOException.class, () -> read(chunked + "1;" + "x".repeat(2_000)));
  }
}
