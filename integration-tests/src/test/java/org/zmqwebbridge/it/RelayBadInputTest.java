package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Clients of the push relay that do what none should: all others go on. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RelayBadInputTest {
  private static final String SUBSCRIBERS = "zwb.channels.subscribers";

  private static RelayClient.Answer ask(TestBridge bridge, String method, String path) {
    return RelayClient.send(bridge.port(), method, path, Map.of(), null).answer();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pub/", "/sub/"})
  void anIdOfTenThousandBytesIsRefused(String prefix) {
    try (TestBridge bridge = RelayBridge.start(RelayStores.MEMORY)) {
      assertEquals(414, ask(bridge, "GET", prefix + "x".repeat(10_000)).status());
      assertEquals(414, ask(bridge, "GET", prefix + "%C3%A4".repeat(5_000)).status()); // the edge
      assertEquals(414, ask(bridge, "GET", prefix + "x".repeat(1_025)).status());
      assertEquals(2, bridge.count(Counter.RELAY_IDS_TOO_LONG));
      assertEquals(404, ask(bridge, "GET", "/pub/" + "x".repeat(1_024)).status());
      expect(202, new HttpDoor(bridge).post("/pub/a", "x"));
    }
  }

  @Test
  void aPublisherThatIsTooSlowPublishesNothing() {
    try (TestBridge bridge =
        RelayBridge.start(
            RelayStores.MEMORY,
            settings ->
                settings.limits(
                    EdgeLimits.DEFAULTS.with(ExchangeLimits.DEFAULTS.withBodyMillis(200))),
            RelayBridge.publisher("/pub/"),
            RelayBridge.subscriber("/sub/"))) {
      RelayClient slow = RelayClient.raw(bridge.port(), half());
      expect(202, new HttpDoor(bridge).post("/pub/b", "x"));
      assertEquals(408, slow.answer().status());
      assertEquals(404, ask(bridge, "GET", "/pub/a").status());
    }
  }

  private static String half() {
    return "POST /pub/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf";
  }

  @Test
  void aPublisherThatLeavesInItsMiddlePublishesNothing() {
    try (TestBridge bridge = RelayBridge.start(RelayStores.MEMORY)) {
      RelayClient leaving = RelayClient.raw(bridge.port(), half());
      Await.await("it", () -> bridge.gauge("zwb.http.exchanges.open") == 1);
      leaving.close();
      Await.await("its end", () -> bridge.gauge("zwb.http.exchanges.open") == 0);
      assertEquals(404, ask(bridge, "GET", "/pub/a").status());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriberThatHasLeftDoesNotCountAndTakesNothing(RelayStores store) {
    try (TestBridge bridge = RelayBridge.start(store)) {
      RelayClient leaving = RelayClient.send(bridge.port(), "GET", "/sub/a", Map.of(), null);
      Await.await("it to wait", () -> bridge.gauge(SUBSCRIBERS) == 1);
      leaving.close();
      Await.await("it to be gone", () -> bridge.gauge(SUBSCRIBERS) == 0);
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/a", "x"));
      expect(200, "x", door.get("/sub/a"));
    }
  }

  /** Whether it leaves before the message, with it, or after, is up to chance. */
  @ParameterizedTest
  @EnumSource
  void subscribersThatLeaveWhileTheyAreAnsweredHinderNobody(RelayStores store) {
    try (TestBridge bridge = RelayBridge.start(store)) {
      HttpDoor door = new HttpDoor(bridge);
      for (int round = 0; round < 30; round++) {
        String channel = "c" + round;
        List<RelayClient> leaving = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          leaving.add(RelayClient.send(bridge.port(), "GET", "/sub/" + channel, Map.of(), null));
        }
        CompletableFuture<HttpResponse<byte[]>> staying = door.beginGet("/sub/" + channel);
        Await.await("all to wait", () -> bridge.gauge(SUBSCRIBERS) == 6);
        CompletableFuture<HttpResponse<byte[]>> post = door.begin("/pub/" + channel, "x");
        leaving.forEach(RelayClient::close);
        expect(201, post.join());
        expect(200, "x", staying.join());
        Await.await("nobody to wait", () -> bridge.gauge(SUBSCRIBERS) == 0);
      }
      Await.await("none to be open", () -> bridge.gauge("zwb.http.exchanges.open") == 0);
    }
  }

  @Test
  void channelsThatStrangersMakeAreBounded() {
    try (TestBridge bridge =
        RelayBridge.start(() -> new MemoryStore(InstantSource.system(), 50, 1 << 20, 0))) {
      HttpDoor door = new HttpDoor(bridge);
      for (int i = 0; i < 50; i++) {
        expect(202, door.post("/pub/" + i, "x"));
      }
      for (int i = 50; i < 100; i++) {
        expect(403, door.post("/pub/" + i, "x"));
        expect(403, door.get("/sub/" + i));
      }
      assertEquals(100, bridge.count(Counter.CHANNELS_REFUSED));
      expect(202, door.post("/pub/0", "y"));
      expect(200, "x", door.get("/sub/0"));
    }
  }

  @Test
  void aHundredThousandChannelsAreNotTooMany() {
    try (TestBridge bridge =
        RelayBridge.start(() -> new MemoryStore(InstantSource.system(), 100, 1 << 20, 0))) {
      StringBuilder flood = new StringBuilder();
      for (int i = 0; i < 100_000; i++) {
        flood.append("PUT /pub/").append(i).append(" HTTP/1.1\r\nHost: x\r\n");
        flood.append("Content-Length: 0\r\n");
        flood.append(i == 99_999 ? "Connection: close\r\n\r\n" : "\r\n");
      }
      String answers = RelayClient.flood(bridge.port(), flood.toString());
      assertEquals(100, count(answers, "HTTP/1.1 200 "));
      assertEquals(99_900, count(answers, "HTTP/1.1 403 "));
      assertEquals(99_900, bridge.count(Counter.CHANNELS_REFUSED));
      expect(202, new HttpDoor(bridge).post("/pub/7", "x"));
    }
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  @Test
  void whoWaitsIsAnsweredBeforeTheEdgeGivesUp() {
    try (TestBridge bridge =
        RelayBridge.start(
            RelayStores.MEMORY,
            settings ->
                settings.limits(
                    EdgeLimits.DEFAULTS.with(ExchangeLimits.DEFAULTS.withHeldMillis(500))),
            RelayBridge.publisher("/pub/"),
            RelayBridge.subscriber("/sub/"))) {
      expect(304, new HttpDoor(bridge).get("/sub/a"));
      assertEquals(0, bridge.count(Counter.HELD_LATE));
    }
  }

  @Test
  void whatCannotBeReadIsCounted() {
    try (TestBridge bridge = RelayBridge.start(RelayStores.MEMORY)) {
      HttpDoor door = new HttpDoor(bridge);
      expect(400, door.post("/pub/a", "x", "Content-Type", "x".repeat(300)));
      assertEquals(1, bridge.count(Counter.RELAY_MALFORMED));
    }
  }
}
