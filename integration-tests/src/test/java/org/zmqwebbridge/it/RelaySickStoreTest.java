package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.it.SickStore.Sickness;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Stores that fail, are slow, full or talk nonsense: every request has an answer all the same. */
final class RelaySickStoreTest {
  private static final long HELD_MILLIS = 600;

  private static TestBridge start(SickStore store) {
    return RelayBridge.start(
        store,
        settings ->
            settings.limits(
                EdgeLimits.DEFAULTS.with(ExchangeLimits.DEFAULTS.withHeldMillis(HELD_MILLIS))),
        RelayBridge.publisher("/pub/"),
        RelayBridge.subscriber("/sub/"));
  }

  @ParameterizedTest
  @EnumSource(names = {"THROWS", "RETURNS_NO_STAGE", "BRINGS_NOTHING", "FAILS"})
  void aStoreThatFailsIs503AndNothingIsLostThatWasAcknowledged(Sickness sickness) {
    SickStore store = new SickStore();
    try (TestBridge bridge = start(store)) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/a", "kept"));
      store.catches(sickness);
      HttpResponse<byte[]> refused = door.post("/pub/a", "refused");
      expect(503, refused);
      assertEquals("1", header(refused, "Retry-After"));
      expect(503, door.get("/pub/a"));
      expect(503, door.get("/sub/a"));
      expect(503, door.get("/sub/other"));
      assertTrue(bridge.count(Counter.STORES_FAILED) >= 4, bridge::toString);
      store.catches(Sickness.WELL);
      expect(202, door.post("/pub/a", "later"));
      HttpResponse<byte[]> first = door.get("/sub/a");
      expect(200, "kept", first);
      expect(200, "later", door.get("/sub/a", after(first)));
      assertEquals(0, bridge.gauge("zwb.channels.subscribers"));
    }
  }

  private static String[] after(HttpResponse<byte[]> answer) {
    return new String[] {
      "If-Modified-Since", header(answer, "Last-Modified"), "If-None-Match", header(answer, "Etag")
    };
  }

  @Test
  void aStoreThatNeverAnswersIs503BeforeTheEdgeGivesUp() {
    SickStore store = new SickStore();
    try (TestBridge bridge = start(store)) {
      HttpDoor door = new HttpDoor(bridge);
      store.catches(Sickness.IS_GONE);
      expect(503, door.post("/pub/a", "x"));
      expect(503, door.get("/pub/a"));
      expect(304, door.get("/sub/a"));
      assertEquals(0, bridge.count(Counter.HELD_LATE));
      store.catches(Sickness.WELL);
      expect(202, door.post("/pub/b", "x"));
      expect(200, door.get("/sub/b"));
    }
  }

  @Test
  void publicationsOnTheirWayIntoASlowStoreAreBounded() {
    SickStore store = new SickStore();
    try (TestBridge bridge =
        RelayBridge.start(
            store,
            settings -> settings.limits(Limits.sockets("maxRequestBytesInAll", 1_000)),
            RelayBridge.publisher("/pub/"),
            RelayBridge.subscriber("/sub/"))) {
      HttpDoor door = new HttpDoor(bridge);
      store.catches(Sickness.IS_SLOW);
      CompletableFuture<HttpResponse<byte[]>> slow = door.begin("/pub/a", "x".repeat(900));
      Await.await("it to be on its way", () -> store.delayed() == 1);
      HttpResponse<byte[]> refused = door.post("/pub/a", "x".repeat(200));
      expect(503, refused);
      assertEquals("1", header(refused, "Retry-After"));
      assertEquals(1, bridge.count(Counter.RELAY_OVERLOADED));
      store.catches(Sickness.WELL);
      expect(202, door.post("/pub/b", "x".repeat(100)));
      store.release();
      expect(202, slow.join());
      expect(202, door.post("/pub/a", "x".repeat(900)));
    }
  }

  @Test
  void whatHasReachedTheStoreIsPublishedThoughItsPublisherHasLeft() {
    SickStore store = new SickStore();
    try (TestBridge bridge = start(store)) {
      store.catches(Sickness.IS_SLOW);
      CompletableFuture<HttpResponse<byte[]>> slow = new HttpDoor(bridge).begin("/pub/a", "x");
      Await.await("it to be on its way", () -> store.delayed() == 1);
      slow.cancel(true);
      bridge.awaitCount(Counter.HELD_GONE, 1);
      store.catches(Sickness.WELL);
      store.release();
      expect(200, "x", new HttpDoor(bridge).get("/sub/a"));
    }
  }

  @Test
  void aFullStoreIs507AndKeepsWhatItHas() {
    try (TestBridge bridge =
        RelayBridge.start(() -> new MemoryStore(InstantSource.system(), 100, 1_000, 0))) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/a", "a".repeat(600)));
      expect(507, door.post("/pub/b", "b".repeat(600)));
      assertEquals(1, bridge.count(Counter.STORES_FULL));
      expect(404, door.get("/pub/b"));
      expect(200, "a".repeat(600), door.get("/sub/a"));
      expect(202, door.post("/pub/b", "b".repeat(400)));
      expect(
          200, door.send(HttpRequest.newBuilder(URI.create(door.uri("/pub/a"))).DELETE().build()));
      expect(202, door.post("/pub/b", "b".repeat(600)));
    }
  }
}
