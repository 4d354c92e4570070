package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.Opening;
import org.zmqwebbridge.observe.Counter;

/** The opening handshake (RFC 6455, section 4.2), and that nobody is counted who is not here. */
class OpeningHandshakeTest {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

  /** A handshake's lines, one to be replaced. */
  private static String upgrade(String replaced, String by) {
    assertTrue(RawClient.UPGRADE.contains(replaced), replaced);
    return RawClient.UPGRADE.replace(replaced, by);
  }

  private static RawClient send(TestEdge edge, Way way, String request) {
    return new RawClient(edge.connect(0), way, 1).write(request.getBytes(ISO_8859_1));
  }

  private static int status(String head) {
    return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
  }

  private static String skipBody(RawClient client) {
    String head = client.head();
    Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
    assertTrue(length.find(), head);
    client.skip(Integer.parseInt(length.group(1)));
    return head;
  }

  private static void refused(TestEdge edge, int status, String request) {
    RawClient client = send(edge, Way.CLEAR_WHOLE, request);
    String head = client.head();
    assertEquals(status, status(head), () -> request + "\n" + head);
    if (status == 426) {
      assertTrue(head.contains("\r\nSec-WebSocket-Version: 13\r\n"), head);
      assertTrue(head.contains("\r\nUpgrade: websocket\r\n"), head);
    }
    client.cut();
  }

  private static void accepted(TestEdge edge, String request) {
    try (RawClient client = send(edge, Way.CLEAR_WHOLE, request)) {
      client.expectUpgraded();
      client.write(Frames.text("in")).expectText("in");
    }
  }

  @EveryWay
  @DisplayName(
      "the answer to the key of section 1.3 is the one of section 1.3, and nothing is offered")
  void theAnswerIsThatOfTheRfc(Way way) {
    try (TestEdge edge = new TestEdge(way.tls(), TestEdge.PATIENT);
        RawClient client = send(edge, way, RawClient.UPGRADE)) {
      String head = client.head();
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertTrue(head.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), head);
      assertTrue(head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket\r\n"), head);
      assertTrue(head.toLowerCase(Locale.ROOT).contains("\r\nconnection: upgrade\r\n"), head);
      assertFalse(head.toLowerCase(Locale.ROOT).contains("content-length"), head);
    }
  }

  @Test
  @DisplayName("12, 13: permessage-deflate is not negotiated; a compressed frame is refused")
  void compressionIsNotNegotiated() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      String extension = "Extensions: permessage-deflate; client_max_window_bits\r\n";
      String offer = "Sec-WebSocket-" + extension;
      RawClient client =
          send(edge, Way.CLEAR_WHOLE, upgrade("Sec-WebSocket-Key", offer + "Sec-WebSocket-Key"));
      String head = client.head();
      assertEquals(101, status(head));
      assertFalse(head.contains("Extensions"), head);
      assertFalse(head.contains("Sec-WebSocket-Protocol"), head);
      client.write(Frames.hex("c1 87 00000000 f248cdc9c90700")); // "Hello", deflated
      client.expectClosed(1002);
    }
  }

  @Test
  void whatIsNoHandshakeIsRefusedWith426AndTheVersion() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      refused(edge, 426, upgrade("Version: 13", "Version: 12"));
      refused(edge, 426, upgrade("Version: 13", "Version: 8, 13"));
      refused(edge, 426, upgrade("Version: 13", "Version: 013"));
      refused(edge, 426, upgrade("Sec-WebSocket-Version: 13\r\n", ""));
      refused(edge, 426, upgrade("Sec-WebSocket-Key: " + Opening.KEY + "\r\n", ""));
      refused(edge, 426, upgrade(Opening.KEY, ""));
      refused(edge, 426, upgrade(Opening.KEY, "dGhlIHNhbXBsZSBub25jZQ="));
      refused(edge, 426, upgrade(Opening.KEY, "dGhlIHNhbXBsZSBub25jZQAA"));
      refused(edge, 426, upgrade(Opening.KEY, "dGhlIHNhbXBsZSBub25jZ!=="));
      refused(edge, 426, upgrade(Opening.KEY, "dGhlIHNhbXBsZSBub25jZR=="));
      refused(edge, 426, upgrade("GET", "POST"));
      refused(edge, 426, upgrade("GET", "HEAD"));
      refused(edge, 426, upgrade("HTTP/1.1", "HTTP/1.0"));
      refused(edge, 426, upgrade("Upgrade: websocket\r\n", ""));
      refused(edge, 426, upgrade("Upgrade: websocket", "Upgrade: h3"));
      refused(edge, 426, upgrade("Upgrade: websocket", "Upgrade: websockets"));
      refused(edge, 400, upgrade("Connection: Upgrade", "Connection: keep-alive"));
      refused(edge, 400, upgrade("Connection: Upgrade\r\n", ""));
      refused(edge, 400, upgrade("Host: localhost\r\n", ""));
      refused(edge, 404, upgrade("/data", "/dat"));
      refused(edge, 404, upgrade("/data", "/data/"));
    }
  }

  @Test
  void namesAndListsMayBeWrittenInAnyCase() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      accepted(edge, upgrade("Upgrade: websocket", "upgrade: WebSocket"));
      accepted(edge, upgrade("Upgrade: websocket", "UPGRADE: h2c, websocket"));
      accepted(edge, upgrade("Connection: Upgrade", "Connection: keep-alive, Upgrade"));
      accepted(edge, upgrade("Connection: Upgrade", "connection: UPGRADE"));
      accepted(edge, upgrade("Sec-WebSocket-Key", "sec-websocket-key"));
      accepted(edge, upgrade("/data", "/data?token=x"));
    }
  }

  @Test
  void aKeyOrAVersionSentTwiceIsNotChosenFrom() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      String key = "Sec-WebSocket-Key: " + Opening.KEY + "\r\n";
      refused(edge, 426, upgrade(key, key + key.replace("dGhl", "AAAA")));
      String version = "Sec-WebSocket-Version: 13\r\n";
      refused(edge, 426, upgrade(version, version + version.replace("13", "8")));
    }
  }

  @EveryWay
  void framesInThePacketOfTheHandshakeAreRead(Way way) {
    try (TestEdge edge = new TestEdge(way.tls(), TestEdge.PATIENT)) {
      try (RawClient client = new RawClient(edge.connect(0), way, 2)) {
        byte[] large = Frames.repeat('*', 70_000);
        client.write(
            RawClient.UPGRADE.getBytes(ISO_8859_1),
            Frames.text("early"),
            Frames.masked(0x81, large),
            Frames.ping("bird"));
        client.expectUpgraded();
        client.expectText("early").expectText(large).expectPong(Frames.utf8("bird"));
      }
      RawClient hasty = new RawClient(edge.connect(0), way, 3);
      hasty.write(RawClient.UPGRADE.getBytes(ISO_8859_1), Frames.close(1000, ""));
      hasty.expectUpgraded();
      hasty.expectClosed(1000);
      RawClient rude = new RawClient(edge.connect(0), way, 4);
      rude.writeIfHeard(
          RawClient.UPGRADE.getBytes(ISO_8859_1), "GET / HTTP/1.1".getBytes(ISO_8859_1));
      rude.expectUpgraded();
      rude.expectClosed(1002);
    }
  }

  @EveryWay
  void requestsBeforeTheHandshakeOnTheSameConnectionAreAnswered(Way way) {
    try (TestEdge edge = new TestEdge(way.tls(), TestEdge.PATIENT);
        RawClient client = new RawClient(edge.connect(0), way, 5)) {
      String missing = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
      String page = "GET /data HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.write(
          (missing + page + RawClient.UPGRADE).getBytes(ISO_8859_1), Frames.text("at last"));
      assertEquals(404, status(skipBody(client)));
      assertEquals(426, status(skipBody(client)));
      client.expectUpgraded();
      client.expectText("at last");
    }
  }

  @Test
  void aHandshakeWithABodyLeavesNoPlaceTaken() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      String length = upgrade("Upgrade: websocket", "Content-Length: 9\r\nUpgrade: websocket");
      String chunked =
          upgrade("Upgrade: websocket", "Transfer-Encoding: chunked\r\nUpgrade: websocket");
      for (String request :
          new String[] {
            length, length + "some", length + "some text", chunked, chunked + "4\r\nsome"
          }) {
        RawClient client = send(edge, Way.CLEAR_WHOLE, request);
        client.shutdownOutput();
        client.drain();
      }
      RawClient whole = send(edge, Way.CLEAR_WHOLE, length + "some text");
      whole.writeIfHeard(Frames.close(1000, ""));
      whole.drain();
    }
  }

  // The hook, and clients that do not wait for it

  /** A dialect whose hook is answered by the test. */
  private static final class Undecided extends EchoDialect {
    private final LinkedBlockingQueue<CompletableFuture<Boolean>> asked =
        new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<Admission> admits(Handshake handshake) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      asked.add(answer);
      return answer.thenApply(
          admitted ->
              admitted == null
                  ? null
                  : admitted ? (Entry) this::onOpen : new Refusal(CloseReason.FORBIDDEN));
    }

    CompletableFuture<Boolean> next() {
      Await.await("the hook is asked", () -> !asked.isEmpty());
      return asked.remove();
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void aClientThatVanishesDuringTheHookGivesItsPlaceBack(boolean tls) {
    Undecided dialect = new Undecided();
    Way way = tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE;
    try (TestEdge edge = new TestEdge(tls, TestEdge.PATIENT, dialect)) {
      for (int i = 0; i < 40; i++) {
        RawClient client = send(edge, way, RawClient.UPGRADE);
        CompletableFuture<Boolean> answer = dialect.next();
        assertEquals(1, edge.edge().connections());
        switch (i % 4) {
          case 0 -> client.reset();
          case 1 -> client.cut();
          case 2 -> client.shutdownOutput();
          default -> new Thread(client::reset).start(); // at the same time as the answer
        }
        answer.complete(i % 8 < 6);
        if (i % 4 == 2) {
          client.drain();
        }
        Await.await("the place is free", () -> edge.edge().connections() == 0);
      }
    }
  }

  @Test
  void aRefusedClientGivesItsPlaceBack() {
    Undecided dialect = new Undecided();
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, dialect)) {
      RawClient denied = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      dialect.next().complete(false);
      assertEquals(403, status(skipBody(denied)));
      denied.write(RawClient.UPGRADE.getBytes(ISO_8859_1)); // and may ask again
      dialect.next().completeExceptionally(new IllegalStateException("no answer"));
      assertEquals(403, status(skipBody(denied)));
      denied.write(RawClient.UPGRADE.getBytes(ISO_8859_1));
      dialect.next().complete(null);
      assertEquals(403, status(skipBody(denied)));
      denied.write(RawClient.UPGRADE.getBytes(ISO_8859_1));
      dialect.next().complete(true);
      denied.expectUpgraded();
      denied.close();
      assertEquals(3, edge.count(Counter.HANDSHAKES_REFUSED_HOOK));
    }
  }

  @Test
  void aHookThatIsSlowerThanTheHandshakesDeadlineGivesThePlaceBack() {
    Undecided dialect = new Undecided();
    EdgeLimits hasty =
        TestEdge.limits(
            TestEdge.PATIENT
                .handshake()
                .withMaxConnections(16)
                .withMaxConnectionsPerAddress(16)
                .withHandshakeMillis(100));
    try (TestEdge edge = new TestEdge(false, hasty, dialect)) {
      RawClient client = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      CompletableFuture<Boolean> answer = dialect.next();
      new RawClient(edge.connect(0), Way.CLEAR_WHOLE, 1).expectEnd(); // so long it takes
      answer.complete(true);
      client.shutdownOutput();
      client.drain();
    }
  }

  @Test
  void aDialectThatThrowsLetsNobodyInAndForgetsNobody() {
    EchoDialect broken =
        new EchoDialect() {
          @Override
          public CompletionStage<Admission> admits(Handshake handshake) {
            if (handshake.query().equals("null")) {
              return null;
            }
            throw new IllegalStateException("broken");
          }
        };
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, broken)) {
      refused(edge, 403, RawClient.UPGRADE);
      refused(edge, 403, upgrade("/data", "/data?null"));
      Await.await("nobody is here", () -> edge.edge().connections() == 0);
    }
  }

  @Test
  void aDialectThatThrowsOnOpenClosesWith1011() {
    EchoDialect broken =
        new EchoDialect() {
          @Override
          ConnectionHandler onOpen(Connection connection) {
            throw new IllegalStateException("broken");
          }
        };
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, broken)) {
      RawClient client = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      client.expectUpgraded();
      client.writeIfHeard(Frames.text("anybody?"));
      client.expectClosed(1011);
    }
  }

  /** A client beyond the limits: its connection ends before a byte of it is read. */
  private static void turnedAway(TestEdge edge) {
    long before = edge.count(Counter.HANDSHAKES_REFUSED_LIMIT);
    RawClient client = new RawClient(edge.connect(0), Way.CLEAR_WHOLE, 1);
    client.writeIfHeard(RawClient.UPGRADE.getBytes(ISO_8859_1));
    client.expectEnd();
    assertEquals(before + 1, edge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
  }

  @Test
  void theLimitsCountThoseInTheirHandshakeAndFreeTheirPlaces() {
    Undecided dialect = new Undecided();
    EdgeLimits two = TestEdge.limits(TestEdge.PATIENT.handshake().withMaxConnections(2));
    try (TestEdge edge = new TestEdge(false, two, dialect)) {
      RawClient first = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      CompletableFuture<Boolean> one = dialect.next();
      RawClient second = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      CompletableFuture<Boolean> other = dialect.next();
      turnedAway(edge);
      one.complete(false);
      assertEquals(403, status(skipBody(first)));
      first.cut();
      Await.await("one place is free", () -> edge.edge().connections() == 1);
      RawClient third = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      dialect.next().complete(true);
      other.complete(true);
      second.expectUpgraded();
      third.expectUpgraded();
      second.close();
      third.close();
    }
  }

  @Test
  void whatOneAddressMayTakeIsCountedByAddress() {
    EdgeLimits one =
        TestEdge.limits(
            TestEdge.PATIENT.handshake().withMaxConnections(100).withMaxConnectionsPerAddress(1));
    try (TestEdge edge = new TestEdge(false, one)) {
      for (int i = 0; i < 3; i++) {
        try (RawClient client = RawClient.open(edge, false)) {
          turnedAway(edge);
          client.write(Frames.text("still here")).expectText("still here");
        }
        Await.await("the place is free", () -> edge.edge().connections() == 0);
      }
    }
  }

  @Test
  void whoeverSaysNothingOrNoHandshakeTakesAPlaceToo() throws Exception {
    EdgeLimits two =
        TestEdge.limits(
            TestEdge.PATIENT.handshake().withMaxConnections(100).withMaxConnectionsPerAddress(2));
    try (TestEdge edge = new TestEdge(false, two)) {
      try (Socket silent = edge.connect(0)) {
        RawClient plain =
            send(edge, Way.CLEAR_WHOLE, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(404, status(skipBody(plain)));
        turnedAway(edge);
        assertTrue(silent.isConnected());
        plain.cut();
      }
      Await.await("the places are free", () -> edge.edge().connections() == 0);
      RawClient.open(edge, false).close();
    }
  }

  @Test
  void aHandshakeOfTlsThatDoesNotEndTakesAPlaceToo() throws Exception {
    EdgeLimits one =
        TestEdge.limits(
            TestEdge.PATIENT.handshake().withMaxConnections(100).withMaxConnectionsPerAddress(1));
    try (TestEdge edge = new TestEdge(true, one)) {
      try (Socket half = edge.tcp(0)) {
        half.getOutputStream().write(Frames.hex("16 03 01 02 00 01")); // a ClientHello begins
        Await.await("it is counted", () -> edge.edge().connections() == 1);
        try (Socket next = edge.tcp(0)) {
          assertEquals(-1, next.getInputStream().read());
        }
        assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
      }
      Await.await("the place is free", () -> edge.edge().connections() == 0);
      RawClient.open(edge, true).close();
    }
  }

  @Test
  void headersAndTheLineAreLimitedTogether() {
    EdgeLimits small =
        TestEdge.limits(
            TestEdge.PATIENT.handshake().withMaxConnections(100).withMaxHeaderBytes(1024));
    try (TestEdge edge = new TestEdge(false, small)) {
      accepted(edge, upgrade("Host: localhost", "Host: localhost\r\nA: " + "b".repeat(700)));
      refused(edge, 431, upgrade("Host: localhost", "Host: localhost\r\nA: " + "b".repeat(1100)));
      refused(
          edge,
          431,
          upgrade("Host: localhost", "Host: localhost\r\n" + "A: b\r\n".repeat(200) + "C: d"));
      refused(edge, 414, upgrade("/data", "/data?" + "x".repeat(1100)));
      assertEquals(3, edge.count(Counter.HANDSHAKES_REFUSED_HEADERS));
    }
  }

  @Test
  void anErrorSaysItsStatusAndNothingElse() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      for (String request :
          new String[] {
            "GET /<script>secret HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /secret HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: secret\r\nA: \u0001secret\r\n\r\n",
            "secret\r\n\r\n"
          }) {
        RawClient client = send(edge, Way.CLEAR_WHOLE, request);
        client.shutdownOutput();
        String answer = client.head();
        String whole = answer + client.rest();
        assertFalse(whole.contains("secret"), whole);
        assertFalse(whole.toLowerCase(Locale.ROOT).contains("jetty"), whole);
        assertTrue(whole.contains("Content-Type: text/plain"), whole);
        assertTrue(whole.contains("X-Content-Type-Options: nosniff"), whole);
      }
    }
  }

  @Test
  void aBodyThatDoesNotComeKeepsNobody() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      for (String path : new String[] {"/data", "/nothing"}) {
        RawClient client =
            send(
                edge,
                Way.CLEAR_WHOLE,
                "POST "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\nx");
        assertTrue(status(client.head()) >= 400);
        client.rest(); // until the edge closes
      }
    }
  }

  @Test
  void whatIsInAHeaderButMustNotBeIsRefused() {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      refused(edge, 400, upgrade("Host: localhost", "Host: localhost\r\nA: b\u0001c"));
      refused(edge, 400, upgrade("Host: localhost", "Host: localhost\r\nA: b\u0000c"));
      refused(edge, 400, upgrade("Host: localhost", "Host: localhost\r\nA\u0001: c"));
    }
  }

  @Test
  void connectionsThatOpenWhileTheEdgeStopsAreClosedAsWell() throws InterruptedException {
    Undecided dialect = new Undecided();
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, dialect)) {
      RawClient open = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      dialect.next().complete(true);
      open.expectUpgraded();
      CountDownLatch stopping = new CountDownLatch(1);
      RawClient late = send(edge, Way.CLEAR_WHOLE, RawClient.UPGRADE);
      CompletableFuture<Boolean> answer = dialect.next();
      edge.edge().stopAccepting();
      edge.edge().closeConnections(0, HOUR_MILLIS);
      stopping.countDown();
      stopping.await();
      open.expectClosed(1012);
      answer.complete(true);
      late.drain();
    }
  }

  @Test
  void aStopClosesOneAfterTheOtherSoThatTheyDoNotComeBackAllAtOnce() throws InterruptedException {
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT)) {
      Map<JettyConnection, RawClient> clients = new LinkedHashMap<>();
      for (int i = 0; i < 4; i++) {
        RawClient client = RawClient.open(edge, false);
        clients.put((JettyConnection) edge.dialect().nextConnection(), client);
        client.write(Frames.text("here")).expectText("here"); // by now it is no request any more
      }
      edge.edge().stopAccepting();
      Thread closer = new Thread(() -> edge.edge().closeConnections(HOUR_MILLIS, 2 * HOUR_MILLIS));
      closer.start();
      Await.await(
          "one to be closed", () -> clients.keySet().stream().anyMatch(JettyConnection::isClosing));
      clients.forEach(
          (connection, client) -> {
            if (!connection.isClosing()) {
              client.write(Frames.text("still here")).expectText("still here");
            }
          });
      assertEquals(1, clients.keySet().stream().filter(JettyConnection::isClosing).count());
      closer.interrupt(); // who is in a hurry closes the others at once
      closer.join();
      clients.values().forEach(client -> client.expectClosed(1012));
    }
  }

  @Test
  void aSocketThatSaysNothingIsClosedAtItsDeadline() throws Exception {
    EdgeLimits hasty =
        TestEdge.limits(
            TestEdge.PATIENT
                .handshake()
                .withMaxConnections(16)
                .withMaxConnectionsPerAddress(16)
                .withHandshakeMillis(50));
    try (TestEdge edge = new TestEdge(false, hasty);
        Socket silent = edge.connect(0);
        Socket slow = edge.connect(0)) {
      slow.getOutputStream().write("GET /data HTTP/1.1\r\nHost".getBytes(ISO_8859_1));
      assertEquals(-1, silent.getInputStream().read());
      slow.getInputStream().readAllBytes();
    }
  }
}
