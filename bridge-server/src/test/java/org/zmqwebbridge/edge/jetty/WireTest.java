package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.WireRequest;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Connections whose responses are a back end's own: the bytes of both sides. */
class WireTest {
  /** A client that does not end its side is not waited for. */
  private static final EdgeLimits SOON_OVER =
      TestEdge.PATIENT.with(TestEdge.PATIENT.connection().withCloseMillis(20));

  private BackEnd backEnd = new BackEnd();
  private TestEdge edge;

  private RawClient client(boolean tls) {
    return client(tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE, TestEdge.PATIENT);
  }

  private RawClient client(Way way, EdgeLimits limits) {
    edge = new TestEdge(way.tls(), limits, backEnd);
    return connect(way);
  }

  private RawClient connect(Way way) {
    return new RawClient(edge.connect(0), way, 1);
  }

  private RawClient connect() {
    return connect(edge.tls() ? Way.TLS_WHOLE : Way.CLEAR_WHOLE);
  }

  @AfterEach
  void close() {
    if (edge != null) {
      Await.await("no connection left", () -> edge.edge().openWires() == 0);
      edge.close();
    }
  }

  private static byte[] request(String line, String body, String... headers) {
    String all = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return (line + " HTTP/1.1\r\nHost: localhost\r\n" + all + "\r\n" + body).getBytes(ISO_8859_1);
  }

  private static byte[] get(String path, String... headers) {
    return request("GET " + path, "", headers);
  }

  private static byte[] post(String path, String body) {
    return request("POST " + path, body, "Content-Length: " + body.length());
  }

  private static byte[] chunked(String path, String... chunks) {
    StringBuilder body = new StringBuilder();
    for (String chunk : chunks) {
      body.append(Integer.toHexString(chunk.length())).append(";x=y\r\n").append(chunk);
      body.append("\r\n");
    }
    return request(
        "POST " + path, body + "0\r\nTrailer: dropped\r\n\r\n", "Transfer-Encoding: chunked");
  }

  private static void expect(RawClient client, String body) {
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 200 Fine\r\n"), head);
    assertEquals(body, client.text(body.length()));
  }

  private static void refused(RawClient client, int status) {
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
    assertTrue(head.contains("Connection: close\r\n"), head);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void requestsOfOneConnectionGoToOneHandlerAndItsBytesComeBackAsTheyAre(Way way) throws Exception {
    RawClient client = client(way, TestEdge.PATIENT);
    client.write(get("/w/%41b/c?x=1&y", "X-Name: one", "Cookie: a=b", "X-Name: two"));
    BackEnd.Wire wire = backEnd.next();
    WireRequest first = wire.request("/w/Ab/c");
    assertEquals("/w/%41b/c?x=1&y", first.target());
    assertEquals("x=1&y", first.head().query());
    assertEquals("HTTP/1.1", first.version());
    assertEquals(List.of("one", "two"), first.head().headers().get("x-name"));
    assertEquals(way.tls(), first.head().secure());
    assertTrue(first.isPersistent());
    wire.send("HTTP/1.1 299 A Phrase Of One's Own\r\nX-lower: as it is\r\n");
    wire.send("Content-Length: 4\r\n\r\n");
    wire.send("bo");
    wire.send("dy");
    wire.connection().answered();
    assertEquals(
        "HTTP/1.1 299 A Phrase Of One's Own\r\nX-lower: as it is\r\nContent-Length: 4\r\n\r\n",
        client.head());
    assertEquals("body", client.text(4));
    client.write(post("/w/2", "a body"));
    WireRequest second = wire.request("/w/2");
    assertEquals(6, second.bodyBytes());
    assertEquals("a body", wire.hear());
    wire.answer("two");
    expect(client, "two");
    client.write(chunked("/open/3", "in ", "three ", "chunks"));
    assertEquals(-1, wire.request("/open/3").bodyBytes());
    assertEquals("in three chunks", wire.hear());
    wire.answer("three");
    expect(client, "three");
    assertEquals(3, edge.count(Counter.EXCHANGES));
    client.cut();
    assertEquals("gone", wire.hear());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasAnsweredByOthersBeforeDoesNotMatter(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(get("/nothing"));
    assertTrue(client.head().startsWith("HTTP/1.1 404 "));
    client.text("Not Found.\n".length());
    client.write(get("/nothing"), post("/w/x", "x"), get("/w/y"));
    assertTrue(client.head().startsWith("HTTP/1.1 404 "));
    client.text("Not Found.\n".length());
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    assertEquals("x", wire.hear());
    wire.answer("x");
    expect(client, "x");
    wire.request("/w/y");
    wire.answer("y");
    expect(client, "y");
    client.cut();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void requestsSentAheadAreHandedOverOneAtATime(Way way) throws Exception {
    RawClient client = client(way, TestEdge.PATIENT);
    client.write(
        post("/w/1", "one"), get("/w/2"), chunked("/w/3", "t", "hree"), get("/w/4"), get("/w/5"));
    BackEnd.Wire wire = backEnd.next();
    for (int i = 1; i <= 5; i++) {
      boolean hasBody = wire.request("/w/" + i).hasBody();
      assertEquals(i == 1 || i == 3, hasBody);
      if (hasBody) {
        assertEquals(i == 1 ? "one" : "three", wire.hear());
      }
      assertTrue(wire.hasHeardNothing(), "the next came before its turn");
      wire.answer("to " + i);
      expect(client, "to " + i);
    }
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoReadsAheadHearsThemAllAtOnce(boolean tls) throws Exception {
    backEnd.readingAhead();
    RawClient client = client(tls);
    client.write(post("/w/1", "one"), get("/w/2"), post("/w/3", "three"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/1");
    assertEquals("one", wire.hear());
    wire.request("/w/2");
    wire.request("/w/3");
    assertEquals("three", wire.hear());
    for (String body : List.of("1", "2", "3")) {
      wire.answer(body);
    }
    for (String body : List.of("1", "2", "3")) {
      expect(client, body);
    }
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aResponseMayHaveNoEndAndItsClientMayLeave(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.send("HTTP/1.1 200 Fine\r\n\r\n");
    client.head();
    for (int i = 0; i < 100; i++) {
      wire.send("tick\n");
      assertEquals("tick\n", client.text(5));
    }
    client.reset();
    assertEquals("gone", wire.hear());
    wire.send("to nobody");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theBackEndEndsTheConnectionAfterWhatItSent(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.send("x".repeat(1 << 20));
    wire.connection().end();
    wire.send("too late");
    assertEquals("x".repeat(1 << 20), client.text(1 << 20));
    client.expectOrderlyEnd();
    assertEquals("gone", wire.hear());
  }

  @Test
  void theBackEndEndsTheConnectionAtOnce() throws Exception {
    RawClient client = client(false);
    client.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.connection().abort();
    assertEquals("gone", wire.hear());
    client.expectEnd();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.0\r\nHost: a\r\n\r\n", "HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"})
  void aClientThatWantsOneAnswerGetsOne(String rest) throws Exception {
    RawClient client = client(false);
    client.write(("GET /w/x " + rest + "GET /w/unread HTTP/1.1\r\n").getBytes(ISO_8859_1));
    BackEnd.Wire wire = backEnd.next();
    assertFalse(wire.request("/w/x").isPersistent());
    wire.answer("bye");
    expect(client, "bye");
    client.expectOrderlyEnd();
    assertEquals("gone", wire.hear());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bodiesComeInPartsAsTheyAreAskedFor(boolean tls) throws Exception {
    backEnd.askingForNothing();
    RawClient client = client(tls);
    client.write(request("POST /w/x", "abcdefgh", "Content-Length: 10"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    for (String part : List.of("abc", "def", "gh")) {
      wire.connection().readPart(3);
      assertEquals("part " + part, wire.hear());
    }
    wire.connection().readPart(3);
    assertTrue(wire.hasHeardNothing());
    client.write("ij".getBytes(ISO_8859_1));
    assertEquals("part ij", wire.hear());
    wire.connection().readPart(3);
    assertEquals("end of body", wire.hear());
    wire.connection().readPart(3);
    wire.answer("ok");
    expect(client, "ok");
    client.write(chunked("/w/y", "ab", "c"), get("/w/z"));
    wire.request("/w/y");
    for (String part : List.of("a", "b", "c")) {
      wire.connection().readPart(1);
      assertEquals("part " + part, wire.hear());
    }
    wire.connection().readPart(1);
    assertEquals("end of body", wire.hear());
    wire.answer("ok");
    expect(client, "ok");
    wire.request("/w/z");
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bodiesThatWaitToBeWantedAreAskedFor(boolean tls) throws Exception {
    backEnd.askingForNothing();
    RawClient client = client(tls);
    byte[] head = request("POST /w/x", "", "Content-Length: 2", "Expect: 100-continue");
    client.write(head);
    BackEnd.Wire wire = backEnd.next();
    for (int i = 0; i < 2; i++) {
      wire.request("/w/x");
      wire.connection().readBody(10);
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.head());
      client.write("hi".getBytes(ISO_8859_1));
      assertEquals("hi", wire.hear());
      wire.answer("ok");
      expect(client, "ok");
      client.write(head);
    }
    wire.request("/w/x");
    wire.answer("unwanted");
    expect(client, "unwanted");
    client.expectOrderlyEnd();
    assertEquals("gone", wire.hear());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyThatIsTooLargeIsRefused(boolean isFirst) throws Exception {
    for (byte[] large :
        List.of(
            request("POST /w/x", "", "Content-Length: 1001"),
            request("POST /w/x", "3e9\r\n" + "x".repeat(1001), "Transfer-Encoding: chunked"))) {
      RawClient client = edge == null ? client(false) : connect();
      if (!isFirst) {
        client.write(get("/w/x"));
      }
      BackEnd.Wire wire = isFirst ? null : backEnd.next();
      if (!isFirst) {
        wire.request("/w/x");
        wire.answer("x");
        expect(client, "x");
      }
      client.write(large);
      wire = isFirst ? backEnd.next() : wire;
      wire.request("/w/x");
      assertEquals("gone", wire.hear());
      refused(client, 413);
      client.drain();
    }
    assertEquals(2, edge.count(Counter.BODIES_TOO_LARGE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyThatIsLateIsRefused(boolean tls) throws Exception {
    RawClient client =
        client(
            tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE,
            TestEdge.PATIENT.with(ExchangeLimits.DEFAULTS.withBodyMillis(100)));
    client.write(request("POST /w/x", "a", "Content-Length: 2"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    assertEquals("gone", wire.hear());
    refused(client, 408);
    assertEquals(1, edge.count(Counter.BODIES_LATE));
    client.drain();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSilentBackEndIsNotWaitedForForEver(boolean hasBegun) throws Exception {
    RawClient client =
        client(Way.CLEAR_WHOLE, TestEdge.PATIENT.with(ExchangeLimits.DEFAULTS.withHeldMillis(100)));
    client.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    if (hasBegun) {
      wire.send("HTTP/1.1 200 Fine\r\n\r\nfor ever");
    }
    assertEquals("gone", wire.hear());
    if (hasBegun) {
      client.head();
      assertEquals("for ever", client.text(8));
      client.expectOrderlyEnd();
    } else {
      refused(client, 504);
      client.drain();
    }
    assertEquals(1, edge.count(Counter.HELD_LATE));
  }

  @Test
  void theNextRequestMayNotDribble() throws Exception {
    RawClient client =
        client(
            Way.CLEAR_WHOLE,
            TestEdge.limits(TestEdge.PATIENT.handshake().withHandshakeMillis(200)));
    client.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.answer("x");
    expect(client, "x");
    client.write("GET /w/".getBytes(ISO_8859_1));
    assertEquals("gone", wire.hear());
    assertEquals(1, edge.count(Counter.HANDSHAKES_LATE));
    client.expectEnd();
  }

  /** How each is refused, and its lines; the same as first request and as a later one. */
  private static final String BROKEN =
      """
      400 POST /w/x HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding: chunked
      400 POST /w/x HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 1
      400 POST /w/x HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 1
      400 POST /w/x HTTP/1.1|Host: a|Content-Length: 1, 1
      400 POST /w/x HTTP/1.1|Host: a|Content-Length: +1
      400 POST /w/x HTTP/1.1|Host: a|Content-Length: -1
      400 POST /w/x HTTP/1.1|Host: a|Content-Length: 99999999999999999999
      400 POST /w/x HTTP/1.1|Host: a|Transfer-Encoding: gzip
      400 POST /w/x HTTP/1.1|Host: a|Transfer-Encoding: chunked, gzip
      400 POST /w/x HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked
      501 POST /w/x HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked
      400 POST /w/x HTTP/1.0|Host: a|Transfer-Encoding: chunked
      400 GET /w/x HTTP/1.1|Host: a|X: a| folded
      400 GET /w/x HTTP/1.1|Host : a
      400 GET /w/x HTTP/1.1|Host: a|X
      400 GET /w/x HTTP/1.1|Host: a|: x
      400 GET /w/x HTTP/1.1|Host: a|Host: b
      400 GET /w/x HTTP/1.1|Host:
      400 GET /w/x HTTP/1.1|X: no Host
      400 GET /w/x HTTP/1.1|Host: a|X: a\0b
      400 GET /w/x HTTP/1.1|Host: a|X: aCRb
      400 GET /w/x HTTP/1.1LFHost: a
      400 GET /w/x HTTP/1.1|Host: aLFX: y
      400 GET  /w/x HTTP/1.1|Host: a
      400 GET /w/x#y HTTP/1.1|Host: a
      400 GET /w/x HTTP/1.1|Host: a, b
      400 GET /w/x y HTTP/1.1|Host: a
      400 GET w/x HTTP/1.1|Host: a
      400 G(T /w/x HTTP/1.1|Host: a
      400 GET /w/%2e%2e/x HTTP/1.1|Host: a
      400 GET /w/%00 HTTP/1.1|Host: a
      400 GET /w/a%2fb HTTP/1.1|Host: a
      400 GET http://b/w/x HTTP/1.1|Host: a
      501 CONNECT a:1 HTTP/1.1|Host: a:1
      505 GET /w/x HTTP/2.0|Host: a
      505 GET /w/x HTTP/9.9|Host: a
      417 GET /w/x HTTP/1.1|Host: a|Expect: much
      431 GET /w/x HTTP/1.1|Host: a|X: LONG
      414 GET /w/LONG HTTP/1.1|Host: a
      400 GET /w/../x HTTP/1.1|Host: a
      421 GET /elsewhere HTTP/1.1|Host: a
      421 GET /other/x HTTP/1.1|Host: a
      403 GET /w/x HTTP/1.1|Host: a|Origin: https://evil.example
      403 GET /w/x HTTP/1.1|Host: a|Origin: null
      403 GET /w/x HTTP/1.1|Host: a|Sec-Fetch-Site: cross-site
      """;

  private static List<String> broken() {
    return BROKEN.lines().toList();
  }

  /** The bytes of such a line, and another request. */
  private static byte[] smuggling(String line) {
    String lines =
        line.substring(4)
            .replace("LONG", "x".repeat(9000))
            .replace("CR", "\r")
            .replace("LF", "\n")
            .replace("|", "\r\n");
    return (lines + "\r\n\r\nGET /w/smuggled HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsNoRequestIsRefusedAndEndsTheConnection(String line) throws Exception {
    RawClient client = client(Way.CLEAR_WHOLE, SOON_OVER);
    client.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.answer("x");
    expect(client, "x");
    client.write(smuggling(line));
    refused(client, Integer.parseInt(line.substring(0, 3)));
    assertEquals("gone", wire.hear());
    client.drain();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsNoRequestIsRefusedAsTheFirstOneToo(String line) {
    int status = Integer.parseInt(line.substring(0, 3));
    if (status == 421) {
      return; // there is no back end that has the connection
    }
    RawClient client = client(false);
    client.write(smuggling(line));
    String head = client.head();
    // Jetty has an answer of its own to HTTP/2
    assertTrue(head.startsWith("HTTP/1.1 " + (status == 505 ? "" : status + " ")), head);
    if (head.contains("Connection: close")) {
      client.drain();
      assertTrue(backEnd.isUntouched());
    }
    client.cut();
  }

  @Test
  void nothingIsSaidIntoAResponseThatIsUnderWay() throws Exception {
    RawClient client = client(false);
    client.write(get("/w/x"), "G@T / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.send("HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\na");
    wire.send("b");
    wire.connection().answered();
    expect(client, "ab");
    refused(client, 400);
    client.drain();
    assertEquals("gone", wire.hear());
  }

  @Test
  void aBrokenBodyEndsItsResponseWithoutAWord() throws Exception {
    RawClient client = client(false);
    client.write(request("POST /w/x", "2\r\nab\r\n", "Transfer-Encoding: chunked"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.send("HTTP/1.1 200 Fine\r\n");
    client.write("zz\r\n".getBytes(ISO_8859_1));
    assertEquals("gone", wire.hear());
    assertEquals("HTTP/1.1 200 Fine\r\n", client.rest());
    client = connect();
    client.write(request("POST /w/x", "2\r\nab\r\nzz\r\n", "Transfer-Encoding: chunked"));
    wire = backEnd.next();
    wire.request("/w/x");
    assertEquals("gone", wire.hear());
    refused(client, 400);
    client.drain();
  }

  @Test
  void foreignPagesComeInWhereTheRouteIsOpen() throws Exception {
    RawClient client = client(false);
    client.write(get("/open/x", "Origin: https://evil.example"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/open/x");
    wire.answer("x");
    expect(client, "x");
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoTakesNothingIsEnded(boolean tls) throws Exception {
    backEnd = new BackEnd();
    edge =
        new TestEdge(
            tls,
            TestEdge.limits(
                TestEdge.PATIENT.connection().withMaxQueuedBytes(1 << 20).withWriteMillis(300)),
            backEnd);
    RawClient slow = new RawClient(edge.connect(4096), tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE, 1);
    slow.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.connection().holdFor(0);
    wire.send("x".repeat(8 << 20));
    assertFalse(wire.connection().isDrained());
    assertEquals("gone", wire.hear());
    assertEquals(1, edge.count(Counter.SLOW_READERS_CLOSED));
    slow.cut();
  }

  @Test
  void whoTakesTooLittleIsEndedAtItsBound() throws Exception {
    edge =
        new TestEdge(
            false,
            TestEdge.limits(TestEdge.PATIENT.connection().withMaxQueuedBytes(1 << 20)),
            backEnd);
    RawClient slow = new RawClient(edge.connect(4096), Way.CLEAR_WHOLE, 1);
    slow.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    byte[] shared = new byte[256 << 10];
    for (int i = 0; i < 100 && edge.count(Counter.REPLIES_OVERFLOWED) == 0; i++) {
      wire.connection().send(shared);
    }
    assertEquals("gone", wire.hear());
    assertEquals(1, edge.count(Counter.REPLIES_OVERFLOWED));
    slow.cut();
  }

  @Test
  void whoDoesNotReadIsNotReadFrom() throws Exception {
    backEnd.readingAhead();
    edge =
        new TestEdge(
            false,
            TestEdge.limits(TestEdge.PATIENT.connection().withMaxQueuedBytes(4 << 20)),
            backEnd);
    RawClient slow = new RawClient(edge.connect(4096), Way.CLEAR_WHOLE, 1);
    slow.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    byte[] large = new byte[3 << 20];
    wire.connection().send(large);
    wire.connection().send(new byte[512 << 10]);
    slow.write(get("/w/y"));
    assertTrue(wire.hasHeardNothing());
    slow.skip(large.length + (512 << 10));
    wire.request("/w/y");
    slow.cut();
  }

  @Test
  void aDrainLetsTheResponseEnd() throws Exception {
    RawClient busy = client(false);
    busy.write(get("/w/x"));
    BackEnd.Wire answering = backEnd.next();
    answering.request("/w/x");
    answering.send("HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\na");
    RawClient idle = connect();
    idle.write(get("/w/x"));
    BackEnd.Wire waiting = backEnd.next();
    waiting.request("/w/x");
    waiting.answer("x");
    expect(idle, "x");
    edge.edge().stopAccepting();
    idle.expectOrderlyEnd();
    assertEquals("gone", waiting.hear());
    answering.send("b");
    answering.connection().answered();
    expect(busy, "ab");
    busy.expectOrderlyEnd();
    assertEquals("gone", answering.hear());
  }

  @Test
  void aStopEndsThemAfterWhatWasSent() throws Exception {
    RawClient client = client(false);
    client.write(get("/w/x"));
    BackEnd.Wire wire = backEnd.next();
    wire.request("/w/x");
    wire.send("so far");
    edge.edge().closeConnections(0, 1000);
    assertEquals("so far", client.text(6));
    client.expectOrderlyEnd();
    assertEquals("gone", wire.hear());
  }
}
