package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.PresenceSpec;
import org.zmqwebbridge.relay.StreamSpec;

/** Who is on a channel, what happens there, and what was published before. */
final class RelayPresenceTest {
  private static final String T = Long.toString(RelayClock.SECOND);

  private static LocationSpec at(Kind kind, String prefix, PresenceSpec presence) {
    return LocationSpec.of(kind, LocationPath.prefix(prefix)).with(presence);
  }

  private static void awaitText(String text, HttpDoor door, String target) {
    Await.await(
        text, () -> new String(door.get(target).body(), StandardCharsets.UTF_8).equals(text));
  }

  @Test
  void whoIsThereIsKnownAndToldToThoseWhoStay() {
    PresenceSpec all = new PresenceSpec(true, true, true, Optional.empty());
    try (TestBridge bridge =
            RelayBridge.start(new RelayClock(), at(Kind.SUBSCRIBER, "/sub/", all));
        RelayStream watcher = RelayStream.events(bridge, "/sub/a")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(200, "{\"a\":{}}", door.get("/sub/a?presence"));
      try (RelayStream hugo = RelayStream.events(bridge, "/sub/a?member=hugo");
          RawPage again =
              RawPage.open(
                  bridge
                      .upgrade()
                      .with("Sec-WebSocket-Protocol: ws+meta.nchan")
                      .target("/sub/a?member=hugo"))) {
        watcher.expect("event: zwb.join\ndata: {\"channel\":\"a\",\"member\":\"hugo\"}\n\n");
        awaitText("{\"a\":{\"hugo\":2}}", door, "/sub/a?presence");
        try (RelayStream eve = RelayStream.events(bridge, "/sub/a?member=eve%0Adata:")) {
          watcher.expect(
              "event: zwb.join\ndata: {\"channel\":\"a\",\"member\":\"eve\\ndata:\"}\n\n");
          hugo.expect("");
          assertEquals(
              "member: joined evedata:\nchannel: a\n\n", textAfterOwnJoin(again), "one line");
          eve.expect("");
        }
        watcher.expect(
            "event: zwb.leave\ndata: {\"channel\":\"a\",\"member\":\"eve\\ndata:\"}\n\n");
        again.cut();
      }
      watcher.expect("event: zwb.leave\ndata: {\"channel\":\"a\",\"member\":\"hugo\"}\n\n");
      awaitText("{\"a\":{}}", door, "/sub/a?presence");
    }
  }

  private static String textAfterOwnJoin(RawPage page) {
    String text = page.nextText();
    return text.startsWith("member: joined hugo") ? page.nextText() : text;
  }

  @Test
  void whoHasAPrincipalIsThat() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allow(Grant.to("hugo"));
          }
        };
    PresenceSpec all = new PresenceSpec(true, false, true, Optional.empty());
    try (TestBridge bridge =
            RelayBridge.start(
                new RelayClock(),
                settings -> settings.authorizer(hooks),
                at(Kind.SUBSCRIBER, "/sub/", all));
        RelayStream stream = RelayStream.events(bridge, "/sub/a?member=eve")) {
      awaitText("{\"a\":{\"hugo\":1}}", new HttpDoor(bridge), "/sub/a?presence");
      stream.expect("");
    }
  }

  @Test
  void nobodyIsToldWhereItIsNotConfigured() {
    try (TestBridge bridge =
            RelayBridge.start(
                new RelayClock(),
                at(Kind.SUBSCRIBER, "/sub/", PresenceSpec.NONE),
                at(
                    Kind.SUBSCRIBER,
                    "/list/",
                    new PresenceSpec(true, false, false, Optional.empty())),
                at(Kind.PUBLISHER, "/pub/", PresenceSpec.NONE));
        RelayStream stream = RelayStream.events(bridge, "/sub/a?member=hugo")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(200, "{\"a\":{}}", door.get("/list/a?presence"));
      door.post("/pub/a", "x");
      stream.expect("id: " + T + ":0\ndata: x\n\n");
      expect(200, "x", door.get("/sub/a?presence"));
    }
  }

  /** As nchan words them, in this order. */
  @Test
  void whatHappensIsPublishedInTheChannelForIt() {
    PresenceSpec events = new PresenceSpec(false, false, false, Optional.of("events"));
    try (TestBridge bridge =
            RelayBridge.start(
                new RelayClock(),
                at(Kind.PUBSUB, "/ps/", events),
                at(Kind.SUBSCRIBER, "/ev/", PresenceSpec.NONE));
        RelayStream stream = RelayStream.events(bridge, "/ev/events")) {
      HttpDoor door = new HttpDoor(bridge);
      int number = 0;
      try (RelayStream subscriber = RelayStream.events(bridge, "/ps/y")) {
        subscriber.expect("");
        stream.expect(event(number++, "subscriber_enqueue y"));
      }
      stream.expect(event(number++, "subscriber_dequeue y"));
      door.post("/ps/y", "m");
      stream.expect(event(number++, "channel_publish y"));
      door.delete("/ps/y");
      stream.expect(event(number++, "channel_delete y"));
      try (RelayStream itself = RelayStream.events(bridge, "/ps/events")) {
        itself.expect(event(0, "subscriber_enqueue y"));
      }
      door.post("/ps/z", "m");
      stream.expect(event(number, "channel_publish z"));
    }
  }

  private static String event(int number, String text) {
    return "id: " + T + ":" + number + "\ndata: " + text + "\n\n";
  }

  @Test
  void whatWasPublishedIsToldWithoutSubscribing() {
    LocationSpec location =
        at(Kind.SUBSCRIBER, "/sub/", PresenceSpec.NONE).with(StreamSpec.DEFAULTS.withMaxHistory(2));
    try (TestBridge bridge =
        RelayBridge.start(
            new RelayClock(), at(Kind.PUBLISHER, "/pub/", PresenceSpec.NONE), location)) {
      HttpDoor door = new HttpDoor(bridge);
      expect(200, "{\"a\":[]}", door.get("/sub/a?history=1"));
      door.post("/pub/a", "one");
      door.post("/pub/a", "two", "Content-Type", "text/plain", "X-EventSource-Event", "e");
      door.post("/pub/a", new byte[] {-1});
      String three = "{\"id\":\"" + T + ":2\",\"base64\":\"/w==\"}";
      String two =
          "{\"id\":\""
              + T
              + ":1\",\"contentType\":\"text/plain\",\"event\":\"e\",\"text\":\"two\"}";
      expect(200, "{\"a\":[" + three + "]}", door.get("/sub/a?history=1"));
      for (String most : new String[] {"2", "3", "99999999999", "x"}) {
        expect(200, "{\"a\":[" + two + "," + three + "]}", door.get("/sub/a?history=" + most));
      }
    }
  }

  @Test
  void whatHappensWhereItCannotBePublishedIsCounted() {
    PresenceSpec events = new PresenceSpec(false, false, false, Optional.of("events"));
    try (TestBridge bridge =
            RelayBridge.start(
                () -> new MemoryStore(InstantSource.system(), 1, 1 << 20, 0),
                at(Kind.PUBLISHER, "/pub/", events),
                at(Kind.SUBSCRIBER, "/sub/", events));
        RelayStream only = RelayStream.events(bridge, "/sub/a")) {
      bridge.awaitCount(Counter.RELAY_EVENTS_LOST, 1); // that it has come
      expect(201, new HttpDoor(bridge).post("/pub/a", "x"));
      bridge.awaitCount(Counter.RELAY_EVENTS_LOST, 2);
      only.expect("id: "); // and all else goes on
    }
  }
}
