package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Pages that do not read, or do not answer: bounded, counted, ended in time, and alone in it. */
final class SlowReaderTest {
  private static final int SMALL_BUFFER = 4096;

  @ParameterizedTest
  @EnumSource
  void aSlowReaderLosesTheOldestPublicationsAndNobodyElseLosesAny(Wire wire) {
    int publications = 4_000;
    String payload = "x".repeat(1_000);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("news", SocketType.SUB, news.address())
                        .limits(Limits.edge("maxQueuedMessages", 50, "writeMillis", 60_000)));
        RawPage fast = bridge.page()) {
      RawPage slow = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      slow.connected("s", "news", Json.SUB);
      fast.connected("f", "news", Json.SUB);
      news.awaitSubscription();
      for (int i = 0; i < publications; i++) {
        news.publish(i + payload);
        fast.expect("f", i + payload);
      }
      List<Integer> heard = hearUntil(slow, publications - 1); // the newest is never dropped
      Await.await(
          "every lost publication to be counted",
          () -> bridge.count(Counter.DELIVERIES_DROPPED) == publications - heard.size());
      assertTrue(heard.size() < publications, "the slow one was overtaken");
      assertEquals(0, heard.get(0), "what the transport had taken already arrives");
      for (int i = 1; i < heard.size(); i++) {
        assertTrue(heard.get(i) > heard.get(i - 1), "in order");
      }
      slow.close();
    }
  }

  private static EndpointSpec news(PubService service, SlowReaderPolicy policy) {
    return EndpointSpec.of("news", SocketType.SUB, ZmqEndpoint.parse(service.address()))
        .slowReaders(policy);
  }

  @ParameterizedTest
  @EnumSource
  void aPageThatReadsAgainGetsTheNewestWhereOnlyThatCounts(Wire wire) {
    int publications = 1_000;
    String payload = "x".repeat(2_000);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint(news(news, SlowReaderPolicy.LATEST))
                        .limits(Limits.edge("writeMillis", 60_000)));
        RawPage fast = bridge.page()) {
      RawPage slow = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      slow.connected("s", "news", Json.SUB);
      fast.connected("f", "news", Json.SUB);
      news.awaitSubscription();
      for (int i = 0; i < publications; i++) {
        news.publish(i + payload);
        fast.expect("f", i + payload);
      }
      List<Integer> heard = hearUntil(slow, publications - 1);
      Await.await(
          "every replaced publication to be counted",
          () -> bridge.count(Counter.DELIVERIES_REPLACED) == publications - heard.size());
      assertTrue(heard.size() < publications, "the slow one was overtaken");
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
      slow.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPageThatWouldMissAPublicationIsClosed1008WhereNoneMayBeMissed(Wire wire) {
    String payload = "x".repeat(2_000);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint(news(news, SlowReaderPolicy.CLOSE))
                        .limits(Limits.edge("maxQueuedMessages", 50, "writeMillis", 60_000)));
        RawPage fast = bridge.page()) {
      RawPage slow = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      slow.connected("s", "news", Json.SUB);
      fast.connected("f", "news", Json.SUB);
      news.awaitSubscription();
      for (int i = 0; bridge.count(Counter.SLOW_SUBSCRIBERS_CLOSED) == 0; i++) {
        news.publish(i + payload);
        fast.expect("f", i + payload);
      }
      assertEquals(1008, slow.closeCodeAfterMessages());
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
    }
  }

  private static List<Integer> hearUntil(RawPage page, int last) {
    List<Integer> heard = new ArrayList<>();
    while (heard.isEmpty() || heard.get(heard.size() - 1) < last) {
      String content = Json.text(page.next(), "content");
      heard.add(Integer.valueOf(content.substring(0, content.indexOf('x'))));
    }
    return heard;
  }

  @ParameterizedTest
  @EnumSource
  void unreadRepliesAreNeverDroppedButTheirConnectionIsClosed1008(Wire wire) {
    String large = "y".repeat(100_000);
    Answers generous =
        request -> {
          List<byte[]> answer = new ArrayList<>(request.subList(0, 3));
          answer.add(large.getBytes(US_ASCII));
          return List.of(answer);
        };
    try (BackEnd service = BackEnd.start(FreePort.find(), generous);
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, service.address())
                        .limits(Limits.edge("maxQueuedMessages", 10, "writeMillis", 60_000)));
        RawPage other = bridge.page()) {
      RawPage unread = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      unread.connected("u", "echo", Json.REQ);
      for (int i = 0; i < 200; i++) {
        unread.send("u", "x");
      }
      bridge.awaitCount(Counter.REPLIES_OVERFLOWED, 1);
      other.connected("o", "echo", Json.REQ);
      other.send("o", "x").expect("o", large);
      assertEquals(1008, unread.closeCodeAfterMessages());
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
    }
  }

  @ParameterizedTest
  @EnumSource
  @Reaches("deadlines.writeMillis")
  void aPageThatTakesNothingIsClosedInTime(Wire wire) {
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("news", SocketType.SUB, news.address())
                        .limits(Limits.edge("writeMillis", 300)));
        RawPage reading = bridge.page()) {
      RawPage stalled = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      stalled.connected("s", "news", Json.SUB);
      reading.connected("r", "news", Json.SUB);
      news.awaitSubscription();
      String payload = "x".repeat(50_000);
      for (int i = 0; i < 100; i++) {
        news.publish(payload);
        reading.expect("r", payload);
      }
      bridge.awaitCount(Counter.SLOW_READERS_CLOSED, 1);
      bridge.awaitCount(Counter.CONNECTIONS_CLOSED, 1);
      news.publish("after");
      reading.expect("r", "after");
      stalled.cut();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Reaches({"deadlines.pingMillis", "deadlines.pongMillis"})
  void aPageThatAnswersNoPingIsClosed1008AndOneThatDoesStays(Wire wire) {
    try (TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("page", SocketType.REP, FreePort.address())
                        .limits(Limits.edge("pingMillis", 100, "pongMillis", 100)));
        RawPage silent = bridge.page().ignoringPings()) {
      assertEquals(1008, silent.closeCode());
      assertEquals(1, bridge.count(Counter.PONGS_MISSED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyStalledPagesDoNotSlowTheOthersDown(Wire wire) {
    int stalledPages = 20;
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("news", SocketType.SUB, news.address())
                        .limits(Limits.edge("maxQueuedMessages", 20, "writeMillis", 60_000)));
        RawPage reading = bridge.page()) {
      List<RawPage> stalled = new ArrayList<>();
      for (int i = 0; i < stalledPages; i++) {
        RawPage page = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
        page.connected("s", "news", Json.SUB);
        stalled.add(page);
      }
      reading.connected("r", "news", Json.SUB);
      news.awaitSubscription();
      String payload = "x".repeat(20_000);
      for (int i = 0; i < 200; i++) {
        news.publish(payload + i);
        reading.expect("r", payload + i);
      }
      assertTrue(bridge.count(Counter.DELIVERIES_DROPPED) > 0);
      stalled.forEach(RawPage::cut);
    }
  }
}
