package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.AccessSpec;

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

  private static int upgrade(TestBridge bridge, String target, String origin) {
    return bridge.upgrade().target(target).with("Origin: " + origin).status();
  }

  @Test
  void whatALocationListsOpensItsWebSocketsAndNoOthers() {
    AccessSpec listed = new AccessSpec(List.of(PAGE, "null"), Optional.empty());
    try (TestBridge bridge =
        RelayBridge.start(
            RelayStores.MEMORY,
            RelayBridge.subscriber("/sub/"),
            RelayBridge.subscriber("/open/").with(listed),
            RelayBridge.publisher("/pub/").with(listed))) {
      for (String target : List.of("/open/a", "/pub/a")) {
        assertEquals(101, upgrade(bridge, target, PAGE));
        assertEquals(101, upgrade(bridge, target, "null"));
        assertEquals(101, upgrade(bridge, target, "http://127.0.0.1:" + bridge.port()));
        for (String other :
            List.of(
                "http://y.example", "https://x.example", PAGE + ":81", PAGE + ".evil.example")) {
          assertEquals(403, upgrade(bridge, target, other));
        }
      }
      assertEquals(8, bridge.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
      for (String target : List.of("/sub/a", "/data", "/sub/open/a")) {
        assertEquals(403, upgrade(bridge, target, PAGE));
      }
    }
  }

  @Test
  void whoCameByALocationsListStaysWhenOthersAreChanged() {
    String locations =
        "relay.locations=[{type: subscriber, prefix: /open/, origins: [\"" + PAGE + "\"]}]";
    try (TestBridge bridge =
        TestBridge.configured(locations, "websocket.origins=[https://a.example]")) {
      RawPage listed = RawPage.open(bridge.upgrade().target("/open/a").with("Origin: " + PAGE));
      RawPage other =
          RawPage.open(bridge.upgrade().target("/open/a").with("Origin: https://a.example"));
      ReloadReport report = bridge.reload(locations, "websocket.origins=[https://b.example]");
      assertEquals(Map.of(CloseReason.ORIGIN_WITHDRAWN, 1), report.closed());
      assertEquals(3003, other.closeCode());
      listed.close();
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
