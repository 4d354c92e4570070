package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;

/** What a reload changes holds for the next request at a door, and leaves open streams alone. */
final class DoorReloadTest {
  private static String[] settings(BackEnd echo, PubService news, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "endpoints.echo={type: REQ, address: \"" + echo.address() + "\"}";
    all[1] = "endpoints.news={type: SUB, address: \"" + news.address() + "\", replay: true}";
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }

  @Test
  void limitsReachTheNextExchange() {
    try (BackEnd echo = BackEnd.echo();
        PubService news = new PubService();
        TestBridge bridge = TestBridge.configured(settings(echo, news));
        EventReader open = new EventReader(bridge, "/sub/news").open()) {
      HttpDoor door = new HttpDoor(bridge);
      expect(200, door.post("/req/echo", "x".repeat(2_000)));
      bridge.reload(
          settings(
              echo,
              news,
              "limits.maxMessageBytes=1024",
              "limits.maxTopicBytes=3",
              "limits.maxParts=1",
              "deadlines.heartbeatMillis=1000"));
      expect(413, door.post("/req/echo", "x".repeat(2_000)));
      expect(413, door.post("/req/echo", HttpDoor.parts("a", "b"), "Content-Type", HttpDoor.PARTS));
      expect(200, door.post("/req/echo", "x"));
      expect(400, door.get("/sub/news?topic=four"));
      try (EventReader next = new EventReader(bridge, "/sub/news")) {
        next.expect("retry: 3000", "event: zwb.open", "data: {\"heartbeatMillis\":1000}");
      }
      news.awaitSubscription().publish("1");
      open.expect("data: 1");
    }
  }

  @Test
  void aWaitEndsBeforeTheDeadlineOfToday() {
    try (BackEnd echo = BackEnd.echo();
        PubService news = new PubService();
        TestBridge bridge = TestBridge.configured(settings(echo, news))) {
      bridge.reload(settings(echo, news, "deadlines.heldMillis=6000"));
      expect(204, new HttpDoor(bridge).get("/sub/news?wait=3600"));
      assertEquals(0, bridge.count(Counter.HELD_LATE));
    }
  }
}
