package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;

/** Bodies that are read in parts, and answers as a back end says them: the bytes of both sides. */
class PassedOnTest {
  private final PassingDoor door = new PassingDoor();
  private TestEdge edge;

  private RawClient client(boolean tls) {
    edge = new TestEdge(tls, TestEdge.PATIENT, door);
    return new RawClient(edge.connect(0), tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE, 1);
  }

  @AfterEach
  void close() {
    Await.await("no exchange is left", () -> edge.edge().unfinishedExchanges() == 0);
    edge.close();
  }

  private PassingDoor.Passed ask(RawClient client, String request) throws InterruptedException {
    client.write(request.getBytes(ISO_8859_1));
    return door.next();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyComesInPartsEachWhenItIsAskedFor(boolean tls) throws Exception {
    RawClient client = client(tls);
    PassingDoor.Passed passed =
        ask(client, "POST /p/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    passed.exchange().readPart(3);
    client.write(bytes("5\r\nabcde\r\n"));
    assertEquals("abc", passed.hear());
    assertEquals("de", passed.part(3));
    client.write(bytes("1\r\nf\r\n0\r\n\r\n"));
    assertEquals("f", passed.part(10));
    assertEquals("end", passed.part(10));
    assertEquals("end", passed.part(10), "it stays at its end");
    assertTrue(passed.exchange().reply(PassingDoor.head(200, ""), bytes("x")));
    assertTrue(client.head().startsWith("HTTP/1.1 200 OK\r\n"));
    assertEquals("x", client.text(1));
    PassingDoor.Passed none = ask(client, "GET /p/y HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertEquals("end", none.part(1));
    assertTrue(none.exchange().reply(PassingDoor.head(204, ""), bytes("")));
    assertTrue(client.head().startsWith("HTTP/1.1 204 No Content\r\n"));
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReplyIsSentAsItIs(boolean tls) throws Exception {
    RawClient client = client(tls);
    PassingDoor.Passed passed = ask(client, "GET /p/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertTrue(
        passed
            .exchange()
            .reply(
                PassingDoor.head(
                    299,
                    "So So",
                    "X-a",
                    "1",
                    "X-A",
                    "2",
                    "Date",
                    "never",
                    "Connection",
                    "close",
                    "Content-Length",
                    "99"),
                bytes("body")));
    assertFalse(passed.exchange().reply(PassingDoor.head(200, ""), bytes("late")));
    assertNull(passed.exchange().reply(PassingDoor.head(200, ""), 5));
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 299 So So\r\n"), head);
    assertTrue(head.contains("X-a: 1\r\nX-A: 2\r\n"), head);
    assertTrue(head.contains("Date: never\r\n"), head);
    assertTrue(head.contains("Content-Length: 4\r\n"), head);
    assertFalse(head.contains("99") && head.contains("Connection"), head);
    assertEquals("body", client.text(4));
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReplyInPartsHasItsLengthOrItsChunksAndTrailers(boolean tls) throws Exception {
    RawClient client = client(tls);
    AtomicInteger taken = new AtomicInteger();
    ResponseBody chunked =
        ask(client, "GET /p/x HTTP/1.1\r\nHost: localhost\r\nTE: trailers\r\n\r\n")
            .exchange()
            .reply(PassingDoor.head(200, ""), -1);
    chunked.write(bytes("ab"), taken::incrementAndGet);
    Await.await("it to be taken", () -> taken.get() == 1);
    chunked.end(List.of(new HeaderField("X-Sum", "7")));
    chunked.write(bytes("dropped"), taken::incrementAndGet);
    assertTrue(client.head().contains("Transfer-Encoding: chunked\r\n"));
    assertEquals("2\r\nab\r\n0\r\nX-Sum: 7\r\n\r\n", client.text(22));
    ResponseBody long_ =
        ask(client, "GET /p/x HTTP/1.1\r\nHost: localhost\r\nTE: trailers\r\n\r\n")
            .exchange()
            .reply(PassingDoor.head(200, ""), 3);
    long_.write(bytes("abc"), taken::incrementAndGet);
    Await.await("it to be taken", () -> taken.get() == 2);
    long_.end(List.of(new HeaderField("X-Sum", "7")));
    assertTrue(client.head().contains("Content-Length: 3\r\n"));
    assertEquals("abc", client.text(3));
    assertTrue(
        ask(client, "GET /p/x HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .exchange()
            .reply(PassingDoor.head(200, ""), bytes("")));
    assertTrue(client.head().contains("Content-Length: 0\r\n"));
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReplyThatIsBrokenOffIsNotWhole(boolean tls) throws Exception {
    RawClient client = client(tls);
    AtomicInteger taken = new AtomicInteger();
    ResponseBody body =
        ask(client, "GET /p/x HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .exchange()
            .reply(PassingDoor.head(200, ""), -1);
    body.write(bytes("ab"), taken::incrementAndGet);
    Await.await("it to be taken", () -> taken.get() == 1);
    body.abort();
    body.end();
    String rest = client.rest();
    assertTrue(rest.contains("2\r\nab"), rest);
    assertFalse(rest.contains("0\r\n\r\n"), rest);
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatLeavesInTheMiddleIsTold(boolean tls) throws Exception {
    RawClient client = client(tls);
    PassingDoor.Passed passed = ask(client, "GET /p/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertEquals("end", passed.part(1));
    ResponseBody body = passed.exchange().reply(PassingDoor.head(200, ""), -1);
    body.write(bytes("ab"), () -> {});
    client.head();
    client.cut();
    assertEquals("gone", passed.hear());
    body.write(bytes("cd"), () -> {});
    body.end();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatLeavesInTheMiddleOfItsBodyIsTold(boolean tls) throws Exception {
    RawClient client = client(tls);
    PassingDoor.Passed passed =
        ask(client, "POST /p/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nab");
    assertEquals("ab", passed.part(9));
    passed.exchange().readPart(9);
    client.cut();
    assertEquals("gone", passed.hear());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnswerBeforeTheBodyIsWholeEndsTheConnection(boolean tls) throws Exception {
    RawClient client = client(tls);
    PassingDoor.Passed passed =
        ask(client, "POST /p/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nab");
    assertEquals("ab", passed.part(9));
    passed.exchange().readPart(9);
    assertTrue(passed.exchange().reply(PassingDoor.head(413, "Too Much"), bytes("no")));
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 413 Too Much\r\n"), head);
    assertTrue(head.contains("Connection: close\r\n"), head);
    assertEquals("no", client.text(2));
    client.cut();
  }

  @Test
  void aClientOfHttp10HasTheEndOfTheConnection() throws Exception {
    RawClient client = client(false);
    ResponseBody body =
        ask(client, "GET /p/x HTTP/1.0\r\nHost: localhost\r\nTE: trailers\r\n\r\n")
            .exchange()
            .reply(PassingDoor.head(200, ""), -1);
    body.write(bytes("ab"), () -> body.end(List.of(new HeaderField("X-Sum", "7"))));
    String head = client.head();
    assertFalse(head.contains("chunked"), head);
    assertEquals("ab", client.rest());
  }

  @Test
  void theSameByHttp2() throws Exception {
    edge = new TestEdge(true, TestEdge.PATIENT, door);
    try (Http2Client client = new Http2Client(edge.edge().port())) {
      client.request(1, false, "POST", "/p/x");
      PassingDoor.Passed passed = door.next();
      client.data(1, false, "abcde");
      assertEquals("abc", passed.part(3));
      assertEquals("de", passed.part(3));
      client.data(1, true, "f");
      assertEquals("f", passed.part(3));
      assertEquals("end", passed.part(3));
      ResponseBody body = passed.exchange().reply(PassingDoor.head(299, "So So", "X-A", "1"), -1);
      body.write(bytes("ab"), () -> body.end(List.of(new HeaderField("x-sum", "7"))));
      Map<String, String> head = client.head(1);
      assertEquals("299", head.get(":status"));
      assertEquals("1", head.get("x-a"));
      assertEquals("ab", client.body(1, 2));
      assertEquals("7", client.head(1).get("x-sum"));
    }
  }

  @Test
  void aStreamOfHttp2ThatIsResetIsTold() throws Exception {
    edge = new TestEdge(true, TestEdge.PATIENT, door);
    try (Http2Client client = new Http2Client(edge.edge().port())) {
      client.request(1, true, "GET", "/p/x");
      PassingDoor.Passed passed = door.next();
      assertEquals("end", passed.part(3));
      ResponseBody body = passed.exchange().reply(PassingDoor.head(200, ""), -1);
      body.write(bytes("ab"), () -> {});
      assertEquals("200", client.head(1).get(":status"));
      client.reset(1);
      assertEquals("gone", passed.hear());
    }
  }
}
