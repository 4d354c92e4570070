package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** Connections that go to and fro between Jetty and us, one request after the other. */
class KeptConnectionTest {
  private static final String HEALTH = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String HEALTHY = "ok\n";

  private final HoldingDoor door = new HoldingDoor();
  private TestEdge edge;

  private RawClient client(Way way) {
    return client(way, TestEdge.PATIENT);
  }

  private RawClient client(Way way, EdgeLimits limits) {
    edge = new TestEdge(way.tls(), limits, door);
    return new RawClient(edge.connect(0), way, 7230);
  }

  private static Way whole(boolean tls) {
    return tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE;
  }

  @AfterEach
  void close() {
    if (edge != null) {
      assertEquals(0, edge.edge().unfinishedExchanges());
      edge.close();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] post(String body, String... headers) {
    return of("HTTP/1.1", body, headers);
  }

  private static byte[] of(String version, String body, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return bytes(
        "POST /d/x "
            + version
            + "\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + more
            + "\r\n"
            + body);
  }

  private static String expect(RawClient client, int status, String body) {
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
    assertTrue(head.contains("Content-Length: " + body.length() + "\r\n"), head);
    assertEquals(body, client.text(body.length()));
    return head;
  }

  /** Asks, and has an answer. */
  private String exchange(RawClient client, String body, String... headers) throws Exception {
    client.write(post(body, headers));
    HoldingDoor.Held held = door.next();
    assertEquals(body, held.hear());
    held.answer("re " + body);
    return expect(client, 200, "re " + body + "\n");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void requestsAreAnsweredHoweverTheyAreCut(Way way) throws Exception {
    RawClient client = client(way);
    for (int i = 0; i < 20; i++) {
      String body = "x".repeat(i * 40);
      String cookie = "Cookie: " + "c".repeat((i * 350) % 5000); // heads of several reads
      assertFalse(exchange(client, body, cookie).contains("Connection:"), "it goes on");
    }
    client.cut();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whatLeadsElsewhereIsAnsweredThereAndTheConnectionComesBack(Way way) throws Exception {
    RawClient client = client(way);
    for (int i = 0; i < 10; i++) {
      exchange(client, "a");
      client.write(bytes(HEALTH));
      assertTrue(expectHealthy(client), "a part that is no route");
      exchange(client, "b");
    }
    client.cut();
  }

  private static boolean expectHealthy(RawClient client) {
    expect(client, 200, HEALTHY);
    return true;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void requestsSentAheadAreAnsweredInOrderWhereverTheyLead(Way way) throws Exception {
    RawClient client = client(way);
    client.write(
        post("one"), bytes(HEALTH), bytes(HEALTH), post("two"), post("three"), bytes(HEALTH));
    answer("one");
    answer("two");
    answer("three");
    expect(client, 200, "re one\n");
    expect(client, 200, HEALTHY);
    expect(client, 200, HEALTHY);
    expect(client, 200, "re two\n");
    expect(client, 200, "re three\n");
    expect(client, 200, HEALTHY);
    client.cut();
  }

  private void answer(String body) throws Exception {
    HoldingDoor.Held held = door.next();
    assertEquals(body, held.hear());
    held.answer("re " + body);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void moreThanABufferSentAheadWithAPartOfAHeadInItGoesOn(Way way) throws Exception {
    RawClient client = client(way);
    byte[] first = post("x".repeat(900), "Cookie: " + "c".repeat(7000));
    client.write(first, first, first, bytes(HEALTH), first);
    for (int i = 0; i < 4; i++) {
      answer("x".repeat(900));
    }
    for (int i = 0; i < 3; i++) {
      expect(client, 200, "re " + "x".repeat(900) + "\n");
    }
    expect(client, 200, HEALTHY);
    expect(client, 200, "re " + "x".repeat(900) + "\n");
    client.cut();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void nothingIsLostOfMoreThanABufferThatGoesBack(Way way) throws Exception {
    RawClient client = client(way);
    String body = "x".repeat(1000);
    for (String begin : new String[] {HEALTH, HEALTH.replace("GET", "POST")}) {
      exchange(client, "a");
      ByteArrayOutputStream ahead = new ByteArrayOutputStream();
      ahead.writeBytes(bytes(begin));
      for (int i = 0; i < 30; i++) {
        ahead.writeBytes(post(body));
      }
      client.write(ahead.toByteArray());
      if (begin.equals(HEALTH)) {
        expect(client, 200, HEALTHY);
      } else {
        expect(client, 404, "Not Found.\n");
      }
      for (int i = 0; i < 30; i++) {
        answer(body);
        expect(client, 200, "re " + body + "\n");
      }
    }
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void requestsWithABodyAndWithoutFollowEachOtherOnSeveralConnections(boolean tls)
      throws Exception {
    RawClient client = client(whole(tls));
    RawClient other = new RawClient(edge.connect(0), whole(tls), 1);
    for (int i = 0; i < 20; i++) {
      client.write(bytes("GET /d/x HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      answer("");
      expect(client, 200, "re \n");
      exchange(other, "b");
      exchange(client, "c");
    }
    client.cut();
    other.cut();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aWebSocketMayFollow(Way way) throws Exception {
    RawClient client = client(way);
    exchange(client, "a");
    client.write(bytes(RawClient.UPGRADE));
    client.expectUpgraded();
    client.write(Frames.text("hello")).expectText("hello");
    client.write(Frames.close(1000, "")).expectClosed(1000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStreamMayFollow(boolean tls) throws Exception {
    RawClient client = client(whole(tls));
    exchange(client, "a");
    client.write(post("b"));
    HoldingDoor.Held held = door.next();
    assertEquals("b", held.hear());
    ByteStream stream = held.stream();
    stream.send("event".getBytes(UTF_8));
    String head = client.head();
    assertTrue(head.contains("Transfer-Encoding: chunked\r\n"), head);
    assertTrue(head.contains("Connection: close\r\n"), head);
    assertEquals("5\r\nevent\r\n", client.text(10));
    stream.end();
    assertEquals("0\r\n\r\n", client.text(5));
    client.expectOrderlyEnd();
    assertEquals("closed", held.hear());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatLeavesDuringALaterRequestIsNoticed(boolean tls) throws Exception {
    RawClient client = client(whole(tls));
    exchange(client, "a");
    client.write(post("b"));
    HoldingDoor.Held held = door.next();
    assertEquals("b", held.hear());
    client.cut();
    assertEquals("gone", held.hear());
    assertFalse(held.exchange().answer(HttpAnswer.empty(204)), "answered nobody");
    assertEquals(1, edge.count(Counter.HELD_GONE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoSendsNoOtherRequestLeavesAfterAWhile(boolean tls) throws Exception {
    EdgeLimits limits =
        TestEdge.PATIENT.with(TestEdge.PATIENT.handshake().withHandshakeMillis(300));
    RawClient client = client(whole(tls), limits);
    exchange(client, "a");
    client.expectEnd();
    assertEquals(1, edge.count(Counter.HANDSHAKES_LATE));
  }

  @Test
  void whoSendsAPartOfAnotherRequestLeavesAfterAWhile() throws Exception {
    EdgeLimits limits =
        TestEdge.PATIENT.with(TestEdge.PATIENT.handshake().withHandshakeMillis(300));
    RawClient client = client(Way.CLEAR_WHOLE, limits);
    exchange(client, "a");
    client.write(bytes("POST /d/x HTT"));
    client.expectEnd();
  }

  @Test
  void aConnectionThatIsOldEndsWithItsNextAnswer() throws Exception {
    ConnectionLimits limits = TestEdge.PATIENT.connection().withLifetimeMillis(1);
    RawClient client = client(Way.CLEAR_WHOLE, TestEdge.PATIENT.with(limits));
    String head = "";
    while (!head.contains("Connection: close\r\n")) {
      head = exchange(client, "a");
    }
    client.expectOrderlyEnd();
    assertEquals(1, edge.count(Counter.LIFETIMES_OVER));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oldClientsKeepTheirConnectionIfTheyAskForIt(boolean tls) throws Exception {
    RawClient client = client(whole(tls));
    for (int i = 0; i < 3; i++) {
      client.write(of("HTTP/1.0", "a", "Connection: keep-alive"));
      answer("a");
      String head = expect(client, 200, "re a\n");
      assertTrue(head.contains("Connection: keep-alive\r\n"), head);
    }
    client.write(of("HTTP/1.0", "b"));
    answer("b");
    expect(client, 200, "re b\n");
    client.expectOrderlyEnd();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin: https://evil.example", "Sec-Fetch-Site: cross-site"})
  void aForeignPageIsRefusedOnALaterRequestToo(String header) throws Exception {
    RawClient client = client(Way.CLEAR_WHOLE);
    exchange(client, "a");
    client.write(post("b", header));
    expect(client, 403, "Origin not allowed.\n");
    assertEquals(1, edge.count(Counter.EXCHANGES_REFUSED_ORIGIN));
    exchange(client, "c");
    client.cut();
  }

  @Test
  void headHasNoBodyAndPreflightsAndOtherMethodsAreTold() throws Exception {
    RawClient client = client(Way.CLEAR_WHOLE);
    exchange(client, "a");
    client.write(bytes("HEAD /d/x HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    answer("");
    assertTrue(client.head().contains("Content-Length: 4\r\n"), "of what GET would be answered");
    client.write(bytes("OPTIONS /d/x HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    assertTrue(client.head().contains("Allow: POST, GET, HEAD, OPTIONS\r\n"), "a preflight");
    client.write(bytes("DELETE /d/x HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    expect(client, 405, "Use POST, GET, HEAD, OPTIONS.\n");
    exchange(client, "b");
    client.cut();
  }

  @Test
  void whoTakesNothingOfALongAnswerIsCut() throws Exception {
    EdgeLimits limits = TestEdge.limits(TestEdge.PATIENT.connection().withWriteMillis(300));
    edge = new TestEdge(false, limits, door);
    RawClient client = new RawClient(edge.connect(4096), Way.CLEAR_WHOLE, 1);
    exchange(client, "a");
    client.write(post("b"));
    HoldingDoor.Held held = door.next();
    assertEquals("b", held.hear());
    assertTrue(
        held.exchange().answer(HttpAnswer.of(200, "application/octet-stream", new byte[16 << 20])));
    Await.await("it is cut", () -> edge.count(Counter.RESPONSES_STALLED) == 1);
    client.cut();
  }
}
