package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** What browsers may take of the edge, by the names of the settings. */
final class EdgeLimitsTest {
  private static final int SMALL_BUFFER = 4096;

  @Test
  @Reaches("limits.maxMessageBytes")
  void aMessageAboveTheLimitCloses1009() {
    try (TestBridge bridge = TestBridge.configured("limits.maxMessageBytes=2048");
        RawPage page = bridge.page()) {
      page.send(" ".repeat(2049));
      assertEquals(1009, page.closeCode());
      assertEquals(1, bridge.count(Counter.MESSAGES_TOO_BIG));
    }
  }

  @Test
  @Reaches("limits.maxFragments")
  void aFragmentTooManyCloses1009() {
    try (TestBridge bridge = TestBridge.configured("limits.maxFragments=2");
        RawPage page = bridge.page()) {
      page.frame(RawPage.TEXT, false, new byte[1]);
      page.frame(RawPage.CONTINUATION, false, new byte[1]);
      page.frame(RawPage.CONTINUATION, true, new byte[1]);
      assertEquals(1009, page.closeCode());
      assertEquals(1, bridge.count(Counter.MESSAGES_TOO_BIG));
    }
  }

  @Test
  @Reaches("deadlines.closeMillis")
  void aCloseThatIsNotAnsweredEndsAllTheSame() {
    try (TestBridge bridge = TestBridge.configured("deadlines.closeMillis=10")) {
      RawPage page = bridge.page();
      page.frame(RawPage.BINARY, true, new byte[1]);
      bridge.awaitCount(Counter.CLOSES_UNANSWERED, 1);
      assertEquals(1003, page.closeCode());
      bridge.awaitCount(Counter.CONNECTIONS_CLOSED, 1);
    }
  }

  @Test
  @Reaches("limits.maxConnections")
  void aConnectionTooManyIsTurnedAway() {
    aConnectionTooMany("limits.maxConnections=1");
  }

  @Test
  @Reaches("limits.maxConnectionsPerAddress")
  void aConnectionTooManyOfOneAddressIsTurnedAway() {
    aConnectionTooMany("limits.maxConnectionsPerAddress=1");
  }

  private static void aConnectionTooMany(String setting) {
    try (TestBridge bridge = TestBridge.configured(setting);
        RawPage page = bridge.page()) {
      assertThrows(UncheckedIOException.class, () -> bridge.upgrade().status());
      assertEquals(1, bridge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
      page.send("a", "x").expectError("a", "not_connected");
    }
  }

  @Test
  @Reaches("limits.maxHeaderBytes")
  void longerHeadersAreRefused() {
    try (TestBridge bridge = TestBridge.configured("limits.maxHeaderBytes=1024")) {
      assertEquals(431, bridge.upgrade().with("Cookie: " + "c".repeat(1100)).status());
      assertEquals(1, bridge.count(Counter.HANDSHAKES_REFUSED_HEADERS));
      bridge.page().close();
    }
  }

  @Test
  void handshakesOfSixteenKilobytesComeIn() {
    try (TestBridge bridge = TestBridge.configured()) {
      Upgrade upgrade = bridge.upgrade();
      assertEquals(101, upgrade.with("Cookie: " + "c".repeat(15_500)).status());
      assertEquals(431, upgrade.with("Cookie: " + "c".repeat(16_400)).status());
    }
  }

  @Test
  @Reaches("limits.maxRefusedConnections")
  void whoeverIsRefusedBeyondTheLimitGetsAStatus() {
    String nobody = "auth.class=" + AuthClasses.NobodyIn.class.getName();
    String offer = "Sec-WebSocket-Protocol: zwb.1";
    try (TestBridge bridge = TestBridge.configured(nobody, "limits.maxRefusedConnections=0")) {
      assertEquals(403, bridge.upgrade().with(offer).status());
      assertEquals(1, bridge.count(Counter.REFUSALS_UNTOLD));
    }
    try (TestBridge bridge = TestBridge.configured(nobody);
        RawPage told = RawPage.open(bridge.upgrade().with(offer))) {
      assertEquals(3003, told.closeCode());
      assertEquals(1, bridge.count(Counter.REFUSALS_TOLD));
    }
  }

  @Test
  @Reaches("limits.maxPingsAtOnce")
  void ofMorePingsAtOnceTheLatestIsAnswered() {
    ByteArrayOutputStream pings = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      pings.writeBytes(Frames.masked(RawPage.PING, true, ("ping " + i).getBytes(ISO_8859_1)));
    }
    try (TestBridge bridge = TestBridge.configured("limits.maxPingsAtOnce=2")) {
      RawPage page = bridge.page();
      page.write(pings.toByteArray());
      bridge.awaitCount(Counter.PINGS_JOINED, 1);
      page.closeUnread();
      assertTrue(bridge.count(Counter.PINGS_JOINED) < 1000);
    }
  }

  @Test
  @Reaches("limits.maxQueuedMessages")
  void thePublicationThatIsOneTooManyDropsTheOldest() {
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.news={type: SUB, address: \"" + news.address() + "\"}",
                "limits.maxQueuedMessages=3")) {
      RawPage page = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      page.connected("s", "news", Json.SUB);
      news.awaitSubscription();
      for (int i = 0; i < 40; i++) {
        news.publish("x".repeat(100_000));
      }
      bridge.awaitCount(Counter.DELIVERIES_DROPPED, 1);
      page.cut();
    }
  }

  /** A page that reads nothing, and whose requests have all come to the service. */
  private static List<List<byte[]>> greedy(RawPage page, RouterService service, int requests) {
    page.connected("q", "echo", Json.REQ);
    for (int i = 0; i < requests; i++) {
      page.send("q", "all of it");
    }
    List<List<byte[]>> asked = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      asked.add(service.receive("all of it"));
    }
    return asked;
  }

  private static void answerAtLength(RouterService service, List<List<byte[]>> asked) {
    asked.forEach(request -> service.reply(request, "x".repeat(400_000)));
  }

  @Test
  @Reaches("limits.maxQueuedBytes")
  void repliesThatFillTheQueueCloseItsConnection() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.echo={type: REQ, address: \"" + service.address() + "\"}",
                "limits.maxQueuedBytes=500000")) {
      RawPage page = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      answerAtLength(service, greedy(page, service, 8));
      bridge.awaitCount(Counter.REPLIES_OVERFLOWED, 1);
      page.cut();
    }
  }

  @Test
  @Reaches("limits.maxQueuedBytesInAll")
  void whoAddsWhenAllTogetherHaveTooMuchWaitingEnds() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.echo={type: REQ, address: \"" + service.address() + "\"}",
                "limits.maxMessageBytes=500000",
                "limits.maxQueuedBytesInAll=500000")) {
      List<RawPage> pages = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        RawPage page = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
        pages.add(page);
        answerAtLength(service, greedy(page, service, 1));
      }
      bridge.awaitCount(Counter.OUTGOING_OVERLOADED, 1);
      pages.forEach(RawPage::cut);
    }
  }

  @Test
  @Reaches("limits.maxIncomingBytesInAll")
  void halfMessagesThatAreTooMuchTogetherClose1013() {
    try (TestBridge bridge =
        TestBridge.configured(
            "limits.maxMessageBytes=100000", "limits.maxIncomingBytesInAll=100000")) {
      RawPage first = bridge.page();
      first.frame(RawPage.TEXT, false, new byte[60_000]);
      awaitIncoming(bridge, 60_000);
      RawPage second = bridge.page();
      second.frame(RawPage.TEXT, false, new byte[60_000]);
      assertEquals(1013, second.closeCode());
      assertEquals(1, bridge.count(Counter.INCOMING_OVERLOADED));
      first.closeUnread();
    }
  }

  private static void awaitIncoming(TestBridge bridge, long bytes) {
    Await.await(
        "half a message to have come", () -> bridge.gauge("zwb.ws.incoming.bytes") >= bytes);
  }
}
