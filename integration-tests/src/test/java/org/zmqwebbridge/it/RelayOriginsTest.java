package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.observe.Counter;

/** Which pages may publish and subscribe, where the bridge lets some open WebSockets. */
final class RelayOriginsTest {
  private static final String PAGE = "http://x.example";

  private static TestBridge start(String origin) {
    return RelayBridge.start(
        RelayStores.MEMORY,
        settings -> settings.origin(origin),
        RelayBridge.publisher("/pub/"),
        RelayBridge.subscriber("/sub/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, "*"})
  void aPageThatMayOpenWebSocketsMaySubscribeButNotPublish(String allowed) {
    try (TestBridge bridge = start(allowed)) {
      HttpDoor door = new HttpDoor(bridge);
      expect(403, door.post("/pub/a", "x", "Origin", PAGE));
      expect(403, door.get("/pub/a", "Origin", PAGE));
      assertEquals(403, preflight(bridge, "/pub/a", "POST").status());
      assertEquals(3, bridge.count(Counter.EXCHANGES_REFUSED_ORIGIN));
      expect(202, door.post("/pub/a", "x"));
      expect(200, door.get("/sub/a", "Origin", PAGE));
      assertEquals(PAGE, header(door.get("/sub/a", "Origin", PAGE), "Access-Control-Allow-Origin"));
      assertEquals(200, preflight(bridge, "/sub/a", "GET").status());
    }
  }

  private static RelayClient.Answer preflight(TestBridge bridge, String path, String method) {
    return RelayClient.send(
            bridge.port(),
            "OPTIONS",
            path,
            Map.of("Origin", PAGE, "Access-Control-Request-Method", method),
            null)
        .answer();
  }

  @Test
  void aPageOfTheBridgeIsNoOtherPortsPage() {
    try (TestBridge bridge = RelayBridge.start(RelayStores.MEMORY)) {
      HttpDoor door = new HttpDoor(bridge);
      String own = "http://127.0.0.1:" + bridge.port();
      expect(202, door.post("/pub/a", "x", "Origin", own));
      expect(403, door.post("/pub/a", "x", "Origin", "http://127.0.0.1:1"));
      expect(403, door.post("/pub/a", "x", "Origin", own + ".evil.example"));
      expect(403, door.post("/pub/a", "x", "Origin", "null"));
    }
  }
}
