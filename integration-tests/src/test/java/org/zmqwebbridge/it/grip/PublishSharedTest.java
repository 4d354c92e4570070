package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.grip.PublishBridge.item;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.channel.redis.RedisStore;
import org.zmqwebbridge.it.redis.Kept;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayConfig;

/** Channels that several bridges have, or several kinds of clients. */
final class PublishSharedTest {
  private static final Retention TEN = new Retention(10, 1 << 20, 60);

  private static RelayConfig relay(Supplier<ChannelStore> store) {
    return new RelayConfig(
        List.of(
            LocationSpec.of(Kind.PUBLISHER, LocationPath.prefix("/pub/")),
            LocationSpec.of(Kind.SUBSCRIBER, LocationPath.prefix("/sub/"))),
        Map.of(RelayConfig.DEFAULT_STORE, store));
  }

  private static PublishBridge bridge(Supplier<ChannelStore> store, boolean shared) {
    return bridge(store, shared, shared ? TEN : Retention.NOTHING);
  }

  private static PublishBridge bridge(
      Supplier<ChannelStore> store, boolean shared, Retention kept) {
    return new PublishBridge(
        config -> config.withStore(RelayConfig.DEFAULT_STORE, shared, kept),
        settings -> settings.relay(relay(store)));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static HttpRequest.Builder at(PublishBridge bridge, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.bridge().port() + path));
  }

  @Test
  void bridgesThatShareAStoreHearEachOthersPublishers() {
    RedisSettings settings = Kept.settings(RedisFormat.STREAM);
    Supplier<ChannelStore> store = () -> RedisStore.open(settings);
    try (PublishBridge one = bridge(store, false);
        PublishBridge other = bridge(store, false);
        PublishStream here = one.stream("a");
        PublishStream there = other.stream("a")) {
      try (PublishStream more = other.stream("a")) {
        one.awaitHearers("a", 3);
        other.awaitHearers("a", 3).publish(item("a", "to three,"));
        more.expect("to three,");
      }
      one.awaitHearers("a", 2);
      other.awaitHearers("a", 2);
      here.expect("to three,");
      there.expect("to three,");
      one.publish(item("a", "from one,", ",\"id\":\"1\""));
      here.expect("from one,");
      there.expect("from one,");
      other.publish(item("a", "again,", ",\"id\":\"1\""));
      other.publish(item("a", "from the other,", ",\"id\":\"2\",\"prev-id\":\"1\""));
      here.expect("from the other,");
      there.expect("from the other,");
    }
  }

  @Test
  void relaySubscribersHearWhatIsPublishedByGrip() throws Exception {
    try (PublishBridge bridge = bridge(Kept.MEMORY::open, true)) {
      bridge.publish(item("a", "by GRIP"));
      HttpResponse<String> heard = send(at(bridge, "/sub/a").build());
      assertEquals("by GRIP", heard.body());
    }
  }

  @Test
  void streamsHearWhatIsPublishedAtTheRelay() throws Exception {
    try (PublishBridge bridge = bridge(Kept.MEMORY::open, true);
        PublishStream stream = bridge.stream("a")) {
      bridge.awaitHearers("a", 1);
      HttpResponse<String> published =
          send(at(bridge, "/pub/a").POST(BodyPublishers.ofString("by the relay")).build());
      assertEquals(201, published.statusCode());
      stream.expect("by the relay");
    }
  }

  @Test
  void aReceiptCountsAllKindsOfClients() {
    try (PublishBridge bridge = bridge(Kept.MEMORY::open, true, Retention.NOTHING);
        PublishStream one = bridge.stream("a");
        PublishStream two = bridge.stream("a")) {
      bridge.awaitHearers("a", 2);
      CompletableFuture<HttpResponse<String>> poll =
          HttpClient.newHttpClient()
              .sendAsync(at(bridge, "/sub/a").build(), BodyHandlers.ofString());
      Await.await("all to be there", () -> receivers(bridge) == 3);
      poll.join();
      one.expect("x");
      two.expect("x");
    }
  }

  private static int receivers(PublishBridge bridge) {
    String items = "{\"items\":[" + item("a", "x") + "]}";
    String said = bridge.post("/publish?receipt=1", items, "Accept", "application/json").body();
    return Integer.parseInt(said.replaceAll("\\D+", ""));
  }

  @Test
  void ownChannelsAreNotTheRelays() throws Exception {
    try (PublishBridge bridge = bridge(Kept.MEMORY::open, false);
        PublishStream stream = bridge.stream("a")) {
      bridge.awaitHearers("a", 1);
      send(at(bridge, "/pub/a").POST(BodyPublishers.ofString("by the relay")).build());
      bridge.publish(item("a", "by GRIP"));
      stream.expect("by GRIP");
    }
  }
}
