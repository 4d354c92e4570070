package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.FeedSpec;
import org.zmqwebbridge.relay.RelayConfig;

/** Channels between plain HTTP and ZeroMQ: fed by it, heard by its sockets. */
final class RelayZeroMqTest {
  private static final Retention TEN = new Retention(10, 1 << 20, 60);
  private final SecondFrames frames = new SecondFrames(new Variables());

  private static RelayConfig relay(FeedSpec... feeds) {
    return new RelayConfig(
        List.of(RelayBridge.publisher("/pub/"), RelayBridge.subscriber("/hear/")),
        Map.of(RelayConfig.DEFAULT_STORE, RelayStores.MEMORY),
        List.of(feeds));
  }

  private static BridgeBuilder fed(BridgeBuilder builder, PubService service, String... topics) {
    FeedSpec feed = new FeedSpec("prices", RelayConfig.DEFAULT_STORE, List.of(topics), TEN);
    return builder.endpoint("prices", SocketType.SUB, service.address()).relay(relay(feed));
  }

  private static BridgeBuilder heard(BridgeBuilder builder) {
    return builder
        .endpoint(EndpointSpec.ofChannels("news", RelayConfig.DEFAULT_STORE))
        .relay(relay());
  }

  @Test
  void whatAServicePublishesIsInTheChannelOfItsTopic() {
    try (PubService service = new PubService();
        TestBridge bridge = TestBridge.start(builder -> fed(builder, service))) {
      HttpDoor door = new HttpDoor(bridge);
      service.awaitSubscription();
      service.publish("eur", "1.17");
      service.publish("usd", "application/json", "{\"rate\":0.85}");
      service.publish("a lone part");
      service.publish("eur", "two", "three", "four");
      bridge.awaitCount(Counter.FEEDS_UNREADABLE, 1);
      expect(200, "1.17", door.get("/hear/eur"));
      HttpResponse<byte[]> typed = door.get("/hear/usd");
      expect(200, "{\"rate\":0.85}", typed);
      assertEquals("application/json", header(typed, "Content-Type"));
      expect(200, "lone part", door.get("/hear/a"));
    }
  }

  @Test
  void aFeedHearsItsTopicsOnly() {
    try (PubService service = new PubService();
        TestBridge bridge = TestBridge.start(builder -> fed(builder, service, "eur"))) {
      service.awaitSubscription();
      service.publish("usd", "1");
      service.publish("eur", "2");
      HttpDoor door = new HttpDoor(bridge);
      expect(200, "2", door.get("/hear/eur"));
      expect(404, door.get("/pub/usd"));
    }
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private JsonObject open(SecondPage page, String topic) {
    page.send(
        frames.outgoing(
            json(
                "{'op': 'open', 'channel': 1, 'type': 'SUB', 'endpoint': 'news', 'topics': ['"
                    + topic
                    + "']}")));
    return page.next(json("{'channel': 1}"));
  }

  private static List<String> parts(SecondPage page) {
    return page.next(json("{'channel': 1}")).getAsJsonArray("parts").asList().stream()
        .map(part -> part.getAsString())
        .toList();
  }

  @Test
  void oneThatIsPublishedByHttpReachesSubSocketsAndWhoPolls() {
    try (TestBridge bridge = TestBridge.start(RelayZeroMqTest::heard);
        SecondPage page = new SecondPage(bridge, frames);
        SecondPage other = new SecondPage(bridge, frames)) {
      HttpDoor door = new HttpDoor(bridge);
      assertEquals("opened", Json.text(open(page, "sport"), "op"));
      assertEquals("opened", Json.text(open(other, ""), "op"));
      assertEquals("subscribed", Json.text(page.next(json("{'channel': 1}")), "op"));
      assertEquals("subscribed", Json.text(other.next(json("{'channel': 1}")), "op"));
      expect(202, door.post("/pub/weather", "rain"));
      expect(202, door.post("/pub/sport.ski", "snow"));
      expect(202, door.post("/pub/sport.ski", "more snow"));
      assertEquals(List.of("weather", "rain"), parts(other));
      for (SecondPage each : List.of(page, other)) {
        assertEquals(List.of("sport.ski", "snow"), parts(each));
        assertEquals(List.of("sport.ski", "more snow"), parts(each));
      }
      expect(200, "rain", door.get("/hear/weather"));
    }
  }

  @Test
  void anEventSourceAtTheDoorHearsChannelsToo() {
    try (TestBridge bridge = TestBridge.start(RelayZeroMqTest::heard);
        EventReader events = new EventReader(bridge, "/sub/news?topic=sport")) {
      HttpDoor door = new HttpDoor(bridge);
      assertEquals("event: zwb.open", events.next().get(1));
      expect(202, door.post("/pub/sport", "snow"));
      assertEquals(List.of("data: [\"sport\",\"snow\"]"), events.next());
    }
  }

  @Test
  void aLocationIsBeforeADoorOfTheSamePath() {
    try (TestBridge bridge =
        TestBridge.start(
            builder ->
                heard(builder)
                    .relay(
                        new RelayConfig(
                            List.of(RelayBridge.publisher("/sub/")),
                            Map.of(RelayConfig.DEFAULT_STORE, RelayStores.MEMORY))))) {
      expect(404, "", new HttpDoor(bridge).get("/sub/news"));
    }
  }

  @Test
  void pagesThatComeAndGoLeaveNoTapBehind() {
    try (TestBridge bridge = TestBridge.start(RelayZeroMqTest::heard)) {
      try (SecondPage page = new SecondPage(bridge, frames)) {
        assertEquals("opened", Json.text(open(page, "sport"), "op"));
        assertEquals("subscribed", Json.text(page.next(json("{'channel': 1}")), "op"));
      }
      Await.await("it to leave", () -> bridge.count(Counter.SOCKETS_CLOSED) == 1);
      expect(202, new HttpDoor(bridge).post("/pub/sport", "snow"));
      assertEquals(0, bridge.count(Counter.PUBLICATIONS_UNTAKEN));
    }
  }
}
