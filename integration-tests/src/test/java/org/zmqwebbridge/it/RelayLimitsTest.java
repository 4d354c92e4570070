package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Configured;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.RelayHooks;
import org.zmqwebbridge.relay.RelayRequest;

/** What bounds publications on their way to subscribers, and what is said and counted there. */
final class RelayLimitsTest {
  private static final String LOCATIONS =
      "relay.locations=[{type: publisher, prefix: /pub/}, {type: subscriber, prefix: /sub/},"
          + " {type: subscriber, prefix: /all/, wholeBacklog: true}]";

  /** Has the thread that delivers in a channel wait, when a subscriber of it leaves. */
  private static final class Holdup implements RelayHooks {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void unsubscribed(RelayRequest request) {
      reached.countDown();
      Await.await("the test", () -> over.getCount() == 0);
    }
  }

  @Reaches("limits.maxChannelPendingBytes")
  @Test
  void whatItsSubscribersHaveNotGotIsBounded() {
    Holdup holdup = new Holdup();
    try (TestBridge bridge =
            TestBridge.of(
                Configured.by(TestBridge.ephemeral(LOCATIONS, "limits.maxChannelPendingBytes=1024"))
                    .relayHooks(holdup));
        RelayStream first = RelayStream.events(bridge, "/sub/a")) {
      HttpDoor door = new HttpDoor(bridge);
      door.delete("/pub/a");
      Await.await("its end", () -> holdup.reached.getCount() == 0);
      CompletableFuture<HttpResponse<byte[]>> poll = door.beginGet("/sub/a");
      Await.await(
          "it to wait",
          () -> new String(door.get("/pub/a").body(), UTF_8).contains("active subscribers: 1"));
      assertEquals(201, door.post("/pub/a", "x".repeat(2_000)).statusCode());
      HttpResponse<byte[]> refused = door.post("/pub/a", "y");
      assertEquals(503, refused.statusCode());
      assertEquals("1", HttpDoor.header(refused, "Retry-After"));
      assertEquals(1, bridge.count(Counter.CHANNELS_BUSY));
      assertFalse(poll.isDone());
      assertEquals(202, door.post("/pub/b", "y").statusCode());
      holdup.over.countDown();
      first.expect(":410: 410 Gone\n\n").expectEnd();
      assertEquals(2_000, poll.join().body().length);
      Await.await("room", () -> door.post("/pub/a", "z").statusCode() == 202);
    } finally {
      holdup.over.countDown();
    }
  }

  @Reaches("limits.maxChannelBacklog")
  @Test
  void whatIsKeptComesInStretches() {
    try (TestBridge bridge = TestBridge.configured(LOCATIONS, "limits.maxChannelBacklog=2")) {
      HttpDoor door = new HttpDoor(bridge);
      for (int i = 0; i < 5; i++) {
        door.post("/pub/a", "x" + i);
      }
      try (RawPage page = RawPage.open(bridge.upgrade().target("/sub/a"))) {
        for (int i = 0; i < 5; i++) {
          assertEquals("x" + i, page.nextText());
        }
        assertEquals(2, bridge.count(Counter.CHANNELS_BACKLOGS_CUT));
        page.cut();
      }
    }
  }

  @Test
  void aPollHasSoMuchOfABacklogAndTheNextOneTheRest() {
    try (TestBridge bridge =
        TestBridge.configured(LOCATIONS, "relay.limits.maxMessagesPerPoll=2")) {
      HttpDoor door = new HttpDoor(bridge);
      for (String text : new String[] {"one", "two", "three"}) {
        door.post("/pub/a", text);
      }
      HttpResponse<byte[]> first = door.get("/all/a");
      String parts = new String(first.body(), UTF_8);
      assertTrue(parts.contains("one") && parts.contains("two"), parts);
      assertFalse(parts.contains("three"), parts);
      assertEquals(1, bridge.count(Counter.RELAY_BACKLOGS_CUT));
      HttpResponse<byte[]> next =
          door.get(
              "/all/a",
              "If-Modified-Since",
              HttpDoor.header(first, "Last-Modified"),
              "If-None-Match",
              HttpDoor.header(first, "Etag"));
      HttpDoor.expect(200, "three", next);
      assertEquals(1, bridge.count(Counter.RELAY_BACKLOGS_CUT));
    }
  }

  @Test
  void aWebSocketIsNotReadFromWhileItsMessagesAreOnTheWay() {
    try (TestBridge bridge =
            TestBridge.configured(LOCATIONS, "relay.limits.maxPublicationsPerSocket=1");
        RawPage page = RawPage.open(bridge.upgrade().target("/pub/a"))) {
      for (int i = 1; i <= 3; i++) {
        page.send("x");
        assertTrue(page.nextText().startsWith("queued messages: " + i));
      }
      assertEquals(3, bridge.count(Counter.RELAY_SOCKETS_PAUSED));
      page.cut();
    }
  }
}
