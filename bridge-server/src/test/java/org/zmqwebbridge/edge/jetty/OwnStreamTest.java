package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** What a dialect hears of streams of HTTP/2, and what their clients get. */
class OwnStreamTest {
  private static final ResponseHead OK = ResponseHead.of(200, "text/plain");
  private static final int NO_ERROR = 0;
  private static final int PROTOCOL_ERROR = 1;
  private static final int INTERNAL_ERROR = 2;
  private static final int CANCEL = 8;

  private final StreamPort port = new StreamPort(TestEdge.PATIENT);
  private final Http2Client client = port.client();

  @AfterEach
  void close() {
    client.close();
    port.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private StreamPort.Held get(int stream) {
    client.request(stream, true, "GET", "/x");
    return port.next();
  }

  private void expectReset(int stream, int error) {
    Http2Client.Frame frame = client.answer();
    assertEquals(Http2Client.RST_STREAM, frame.type(), frame.toString());
    assertEquals(stream, frame.stream());
    assertEquals(error, frame.error());
  }

  @Test
  void aHeadSaysWhatWasAskedAsItWasSent() {
    client.request(
        1,
        true,
        "GET",
        "/a%2e/../b//c?x=1&y=%22",
        "cookie",
        "a=1",
        "x-one",
        "1",
        "cookie",
        "b=2",
        "x-one",
        "2");
    StreamPort.Held held = port.next().awaitEnd();
    assertEquals("GET", held.stream().head().method());
    assertEquals("/a%2e/../b//c?x=1&y=%22", held.stream().head().target());
    assertEquals("localhost:" + port.number(), held.stream().head().authority());
    assertEquals(0, held.stream().head().bodyBytes());
    assertEquals(Optional.of("a=1; b=2"), held.stream().head().header("cookie"));
    assertEquals(
        List.of(new HeaderField("x-one", "1"), new HeaderField("x-one", "2")),
        held.stream().head().headers().stream().filter(field -> field.is("x-one")).toList());
    assertFalse(held.stream().head().asksForWebSocket());
    assertEquals(InetAddress.getLoopbackAddress(), held.stream().remoteAddress().getAddress());
    assertFalse(held.stream().head().toString().contains("x=1"));
    held.stream().answer(OK, bytes("done"));
    client.head(1);
    assertEquals("done", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
  }

  @Test
  void aWholeAnswerSaysItsLengthAndEnds() {
    StreamPort.Held held = get(1);
    assertTrue(held.stream().answer(OK, bytes("hello")));
    assertTrue(held.stream().isWhole());
    assertFalse(held.stream().answer(OK, bytes("again")));
    Map<String, String> head = client.head(1);
    assertEquals("200", head.get(":status"));
    assertEquals("5", head.get("content-length"));
    assertEquals("text/plain", head.get("content-type"));
    assertEquals("hello", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
  }

  @Test
  void anAnswerInPartsEndsWithItsLength() {
    StreamPort.Held held = get(1);
    assertTrue(held.stream().begin(OK, 6));
    held.stream().send(bytes("one"));
    client.head(1);
    assertEquals("one", client.body(1, 3));
    assertFalse(held.stream().isWhole());
    held.stream().send(bytes("two"));
    assertTrue(held.stream().isWhole());
    assertEquals("two", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
  }

  @Test
  void oneWithoutLengthEndsWhenItIsEnded() {
    StreamPort.Held held = get(1);
    held.stream().begin(OK, PortStream.UNTIL_END);
    held.stream().send(bytes("some"));
    assertNull(client.head(1).get("content-length"));
    assertEquals("some", client.body(1, 4));
    held.stream().send(bytes("more"));
    held.stream().end();
    assertEquals("more", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
  }

  @Test
  void whatIsMoreThanItsLengthIsCutAndCounted() {
    StreamPort.Held held = get(1);
    held.stream().begin(OK, 4);
    held.stream().send(bytes("four and more"));
    held.stream().send(bytes("still more"));
    client.head(1);
    assertEquals("four", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
    assertEquals(1, port.count(Counter.HTTP2_ANSWERS_EXCEEDED));
  }

  @Test
  void oneThatEndsBeforeItsLengthIsResetAfterWhatThereIs() {
    StreamPort.Held held = get(1);
    held.stream().begin(OK, 10);
    held.stream().send(bytes("four"));
    held.stream().end();
    client.head(1);
    assertEquals("four", client.body(1, 4));
    expectReset(1, INTERNAL_ERROR);
    held.awaitGone();
    assertEquals(1, port.count(Counter.HTTP2_ANSWERS_SHORT));
  }

  @Test
  void oneThatEndsWithoutAnAnswerIsReset() {
    StreamPort.Held held = get(1);
    held.stream().end();
    expectReset(1, CANCEL);
    held.awaitGone();
    StreamPort.Held other = get(3);
    other.stream().begin(OK, PortStream.UNTIL_END);
    client.head(3);
    other.stream().abort();
    expectReset(3, CANCEL);
    other.awaitGone();
    assertEquals(0, port.count(Counter.HTTP2_ANSWERS_SHORT));
  }

  @Test
  void whatCanHaveNoBodyIsWholeWithItsHead() {
    client.request(1, true, "HEAD", "/x");
    StreamPort.Held head = port.next();
    assertTrue(head.stream().begin(OK, 1000));
    assertTrue(head.stream().isWhole());
    head.stream().send(bytes("never"));
    Http2Client.Frame frame = client.await(Http2Client.HEADERS);
    assertTrue(frame.endsStream());
    assertEquals("1000", client.decode(frame).get("content-length"));
    head.awaitGone();
    StreamPort.Held none = get(3);
    none.stream().answer(new ResponseHead(304, "", List.of()), bytes("never"));
    frame = client.await(Http2Client.HEADERS);
    assertTrue(frame.endsStream());
    assertEquals("304", client.decode(frame).get(":status"));
    none.awaitGone();
  }

  @Test
  void headsBeforeTheAnswerPass() {
    client.request(1, false, "POST", "/x", "expect", "100-continue", "content-length", "2");
    StreamPort.Held held = port.next();
    assertTrue(held.stream().head().expectsContinue());
    held.stream().welcomeBody();
    held.stream().inform(new InterimHead(103, "", List.of(new HeaderField("link", "</a>"))));
    assertEquals("100", client.head(1).get(":status"));
    Map<String, String> early = client.head(1);
    assertEquals("103", early.get(":status"));
    assertEquals("</a>", early.get("link"));
    client.data(1, true, "ok");
    held.awaitEnd();
    held.stream().answer(OK, bytes("done"));
    assertEquals("200", client.head(1).get(":status"));
    assertEquals("done", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
  }

  @Test
  void bodiesComeAsTheyComeAndTheirEndIsTold() {
    client.request(1, false, "POST", "/x");
    StreamPort.Held held = port.next();
    assertEquals(-1, held.stream().head().bodyBytes());
    client.data(1, false, "one ");
    Await.await("the first part is there", () -> held.bytes() == 4);
    client.data(1, true, "two");
    held.awaitEnd();
    assertEquals("one two", held.body());
    held.stream().answer(OK, bytes("done"));
    client.head(1);
    client.body(1, Integer.MAX_VALUE);
    held.awaitGone();
  }

  @Test
  void whoIsPausedHoldsItsClientUp() {
    port.pausing();
    client.request(1, false, "POST", "/x", "content-length", "65535");
    StreamPort.Held held = port.next();
    byte[] part = new byte[13_107];
    for (int i = 0; i < 5; i++) {
      client.data(1, i == 4, part);
    }
    client.request(3, true, "GET", "/x"); // is heard, though the first is not read
    StreamPort.Held other = port.next();
    assertEquals(0, held.bytes());
    held.stream().resume();
    held.awaitEnd();
    assertEquals(65_535, held.bytes());
    held.stream().answer(OK, bytes("a"));
    other.stream().answer(OK, bytes("b"));
    held.awaitGone();
    other.awaitGone();
  }

  @Test
  void anAnswerBeforeTheBodyEndsTheRequest() {
    port.pausing();
    client.request(1, false, "POST", "/x");
    StreamPort.Held held = port.next();
    client.data(1, false, "unread");
    held.stream().answer(OK, bytes("enough"));
    client.head(1);
    assertEquals("enough", client.body(1, Integer.MAX_VALUE));
    expectReset(1, NO_ERROR);
    held.awaitGone();
  }

  @Test
  void aResetIsToldAtOnce() {
    StreamPort.Held held = get(1);
    held.stream().begin(OK, PortStream.UNTIL_END);
    client.head(1);
    client.reset(1);
    held.awaitGone();
    held.stream().send(bytes("dropped"));
    StreamPort.Held other = get(3);
    other.stream().answer(OK, bytes("fine"));
    client.head(3);
    assertEquals("fine", client.body(3, Integer.MAX_VALUE));
    other.awaitGone();
  }

  @Test
  void theEndOfTheConnectionIsToldOnAllItsStreams() {
    StreamPort.Held one = get(1);
    StreamPort.Held two = get(3);
    two.stream().begin(OK, PortStream.UNTIL_END);
    client.request(5, false, "POST", "/x");
    StreamPort.Held three = port.next();
    client.close();
    one.awaitGone();
    two.awaitGone();
    three.awaitGone();
  }

  @Test
  void aBodyThatIsNotAsLongAsSaidIsReset() {
    client.request(1, false, "POST", "/x", "content-length", "3");
    StreamPort.Held held = port.next();
    client.data(1, true, "four");
    expectReset(1, PROTOCOL_ERROR);
    held.awaitGone();
  }

  @Test
  void headsThatNobodyMaySayAreReset() {
    client.request(1, true, "GET", "/x", "host", "elsewhere");
    expectReset(1, PROTOCOL_ERROR);
    client.request(3, true, "GET", "/x", "content-length", "1");
    expectReset(3, PROTOCOL_ERROR);
    client.request(5, true, "GET", "/x", "connection", "close");
    expectReset(5, PROTOCOL_ERROR);
    assertEquals(3, port.count(Counter.HTTP_REFUSED));
    StreamPort.Held held = get(7);
    held.stream().answer(OK, bytes("fine"));
    client.head(7);
    client.body(7, Integer.MAX_VALUE);
    held.awaitGone();
  }

  @Test
  void aWebSocketCarriesFramesBothWays() {
    client.connect(1, "/chat");
    StreamPort.Held held = port.next();
    assertTrue(held.stream().head().asksForWebSocket());
    assertEquals("/chat", held.stream().head().target());
    held.stream().begin(new ResponseHead(200, "", List.of()), PortStream.UNTIL_END);
    assertEquals("200", client.head(1).get(":status"));
    client.data(1, false, "frame");
    Await.await("it is there", () -> held.body().equals("frame"));
    held.stream().send(bytes("other"));
    assertEquals("other", client.body(1, 5));
    client.data(1, true, "");
    held.awaitEnd();
    held.stream().end();
    assertEquals("", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
  }

  @Test
  void whoDoesNotSpeakItIsHeardAsBefore() throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            Certificate.shared()
                .client()
                .createSocket(InetAddress.getLoopbackAddress(), port.number())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertEquals("http/1.1", socket.getApplicationProtocol());
      socket.getOutputStream().write(bytes("@hello"));
      assertEquals("@HELLO", new String(socket.getInputStream().readNBytes(6), UTF_8));
    }
  }

  @Test
  void aPortThatClosesLetsItsStreamsEnd() {
    StreamPort.Held held = get(1);
    port.port().close();
    Http2Client.Frame goodbye = client.await(Http2Client.GOAWAY);
    assertEquals(NO_ERROR, goodbye.error());
    held.stream().answer(OK, bytes("done"));
    assertEquals("200", client.decode(client.await(Http2Client.HEADERS)).get(":status"));
    assertEquals("done", client.await(Http2Client.DATA).text());
    held.awaitGone();
    assertEquals(NO_ERROR, client.await(Http2Client.GOAWAY).error());
  }
}
