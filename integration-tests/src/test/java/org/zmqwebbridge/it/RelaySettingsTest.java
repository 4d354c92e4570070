package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** What a configuration says of the push relay is what a running bridge does. */
final class RelaySettingsTest {
  private static final String LOCATIONS =
      "relay.locations=[{type: publisher, prefix: /pub/}, {type: subscriber, prefix: /sub/}]";

  private static boolean waits(HttpDoor door, String channel) {
    return new String(door.get("/pub/" + channel).body(), UTF_8).contains("active subscribers: 1");
  }

  @Reaches("limits.maxChannels")
  @Test
  void atMoreChannelsThanThereMayBeNobodyWaits() {
    try (TestBridge bridge = TestBridge.configured(LOCATIONS, "limits.maxChannels=1")) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> first = door.beginGet("/sub/a");
      Await.await("it to wait", () -> waits(door, "a"));
      assertEquals(403, door.get("/sub/b").statusCode());
      assertEquals(1, bridge.count(Counter.CHANNELS_REFUSED));
      assertFalse(first.isDone());
      assertEquals(201, door.post("/pub/a", "x").statusCode());
      assertEquals(200, first.join().statusCode());
    }
  }

  @Test
  void aStoresChannelsAreCountedTooAndWhatIsThereGoesOn() {
    try (TestBridge bridge =
        TestBridge.configured(LOCATIONS, "relay.store={type: memory, maxChannels: 1}")) {
      HttpDoor door = new HttpDoor(bridge);
      assertEquals(202, door.post("/pub/a", "x").statusCode());
      assertEquals(403, door.post("/pub/b", "x").statusCode());
      assertEquals(202, door.post("/pub/a", "y").statusCode());
    }
  }

  @Test
  void aReloadTakesOverNothingOfItAndSaysSo() {
    try (TestBridge bridge = TestBridge.configured(LOCATIONS)) {
      ReloadReport same = bridge.reload(LOCATIONS);
      assertTrue(same.restart().isEmpty(), same.toString());
      ReloadReport other =
          bridge.reload(
              "relay.locations=[{type: publisher, prefix: /other/}]", "limits.maxChannels=7");
      assertEquals(List.of("limits.maxChannels", "relay.locations"), List.copyOf(other.restart()));
      HttpDoor door = new HttpDoor(bridge);
      assertEquals(202, door.post("/pub/a", "x").statusCode());
      assertEquals(404, door.post("/other/a", "x").statusCode());
    }
  }
}
