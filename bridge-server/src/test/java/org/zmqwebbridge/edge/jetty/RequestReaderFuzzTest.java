package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of a connection, cut anyhow, are the requests that RFC 9112's grammar says, one after
 * the other, up to one that may not pass; and they are the same ones when they come whole.
 */
class RequestReaderFuzzTest {
  private static final int MAX_HEADER_BYTES = 512;

  /**
   * What was read.
   *
   * @param requests those that were whole
   * @param isBroken whether what followed them was refused: with which status may hang on how it
   *     was cut, where more than one thing is wrong; otherwise there was only too little
   */
  private record Heard(List<ReferenceHttp.Read> requests, boolean isBroken) {}

  static Stream<byte[]> connections() {
    return Stream.of(
            "GET / HTTP/1.1|Host: a||",
            "GET /a?b=c HTTP/1.0|Connection: keep-alive||GET / HTTP/1.1|Host: a||",
            "POST /a HTTP/1.1|Host: a|Content-Length: 3||abcGET / HTTP/1.1|Host: b||",
            "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||3;a=\"b\"|abc|0|X: y||",
            "PUT / HTTP/1.1|Host: a|Transfer-Encoding: chunked||0||GET / HTTP/1.1|Host: b||",
            "POST / HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||",
            "GET / HTTP/1.1|Host: a|X: a| b||",
            "GET / HTTP/1.1\nHost: a\n\n",
            "||GET / HTTP/1.1|host:a|accept:*/*|Content-Type:  text/PLAIN ||",
            "GET http://a/b HTTP/1.1|Host: a||GET / HTTP/1.1|Host: a|Expect: 100-continue||")
        .map(text -> ("\u0003\u0005" + text.replace("|", "\r\n")).getBytes(ISO_8859_1));
  }

  @MethodSource("connections")
  @FuzzTest
  void read(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(bytes, 2, bytes.length);
    Heard whole = hear(sent, sent.length, sent.length);
    assertEquals(whole, hear(sent, 1 + (bytes[0] & 15), 1 + (bytes[1] & 63)));
    assertEquals(whole, hear(sent, 1, 1));
    List<ReferenceHttp.Read> grammar = ReferenceHttp.readAll(new String(sent, ISO_8859_1));
    assertTrue(whole.requests.size() <= grammar.size(), () -> whole + " but " + grammar);
    assertEquals(grammar.subList(0, whole.requests.size()), whole.requests);
    if (!whole.isBroken) {
      assertEquals(grammar, whole.requests, "left out without a word");
    }
  }

  /** Reads pieces of two lengths in turn. */
  private static Heard hear(byte[] sent, int one, int other) {
    RequestReader reader =
        new RequestReader(MAX_HEADER_BYTES, HttpCompliance.STRICT, UriCompliance.DEFAULT);
    List<ReferenceHttp.Read> requests = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    boolean odd = false;
    for (int at = 0; at < sent.length; odd = !odd) {
      int length = Math.min(odd ? other : one, sent.length - at);
      ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(sent, at, at + length));
      at += length;
      for (RequestReader.Event event = reader.next(piece);
          event != RequestReader.Event.MORE || piece.hasRemaining();
          event = reader.next(piece)) {
        switch (event) {
          case CONTENT -> body.append(new String(BufferUtil.toArray(reader.content()), ISO_8859_1));
          case END -> {
            requests.add(read(reader.request(), body.toString()));
            body.setLength(0);
          }
          case BROKEN -> {
            int status = reader.failure().getCode();
            assertTrue(status >= 400 && status <= 505, () -> "status " + status);
            return new Heard(requests, true);
          }
          case HEAD, MORE -> {}
        }
      }
    }
    return new Heard(requests, false);
  }

  private static ReferenceHttp.Read read(ParsedRequest request, String body) {
    List<String> fields = new ArrayList<>();
    for (HttpField field : request.fields()) {
      fields.add(field.getName().toLowerCase(Locale.ROOT));
      fields.add(field.getValue() == null ? "" : field.getValue());
    }
    if (request.bodyBytes() >= 0) {
      assertEquals(request.bodyBytes(), body.length());
    }
    return new ReferenceHttp.Read(
        request.method(),
        request.uri().getPathQuery(),
        request.version().getVersion() - 10,
        fields,
        body);
  }
}
