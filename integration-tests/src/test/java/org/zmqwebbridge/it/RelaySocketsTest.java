package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.AccessSpec;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.PublishSpec;
import org.zmqwebbridge.relay.StreamSpec;
import org.zmqwebbridge.relay.StreamSpec.SignOfLife;
import org.zmqwebbridge.relay.SubscribeSpec;
import org.zmqwebbridge.relay.Unknown;

/** WebSockets at locations, as nchan 1.3.6 has them. */
final class RelaySocketsTest {
  private static final String T = Long.toString(RelayClock.SECOND);
  private static final String META = "ws+meta.nchan";

  private static LocationSpec at(Kind kind, String prefix) {
    return LocationSpec.of(kind, LocationPath.prefix(prefix)).withFlavor(Flavor.NCHAN);
  }

  private static TestBridge start() {
    return RelayBridge.start(
        new RelayClock(),
        at(Kind.PUBLISHER, "/pub/"),
        at(Kind.SUBSCRIBER, "/sub/"),
        at(Kind.PUBSUB, "/both/"));
  }

  private static RawPage open(TestBridge bridge, String target) {
    return RawPage.open(bridge.upgrade().target(target));
  }

  private static RawPage openMeta(TestBridge bridge, String target) {
    return RawPage.open(bridge.upgrade().with("Sec-WebSocket-Protocol: " + META).target(target));
  }

  private static void expectBinary(String payload, RawPage page) {
    RawPage.Message message = page.nextMessage();
    assertTrue(message.binary());
    assertEquals(payload, new String(message.payload(), UTF_8));
  }

  @Test
  void messagesAreFrames() {
    try (TestBridge bridge = start()) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "kept", "Content-Type", "text/plain");
      try (RawPage page = open(bridge, "/sub/a")) {
        assertEquals("kept", page.nextText());
        expect(201, door.post("/pub/a", "live"));
        assertEquals("live", page.nextText());
        door.post("/pub/a", "bytes", "Content-Type", "application/octet-stream");
        expectBinary("bytes", page);
        door.post("/pub/a", "");
        assertEquals("", page.nextText());
        page.cut();
      }
    }
  }

  @Test
  void whatIsNoTextIsBinary() {
    try (TestBridge bridge = start();
        RawPage page = open(bridge, "/sub/a")) {
      new HttpDoor(bridge).post("/pub/a", new byte[] {'a', -1}, "Content-Type", "text/plain");
      RawPage.Message message = page.nextMessage();
      assertTrue(message.binary());
      assertEquals(2, message.payload().length);
      page.cut();
    }
  }

  @Test
  void metaFramesHaveIdsAndTypes() {
    try (TestBridge bridge = start();
        RawPage page = openMeta(bridge, "/sub/a")) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "one", "Content-Type", "text/plain");
      assertEquals("id: " + T + ":0\ncontent-type: text/plain\n\none", page.nextText());
      door.post("/pub/a", "bin", "Content-Type", "application/octet-stream");
      expectBinary("id: " + T + ":1\ncontent-type: application/octet-stream\n\nbin", page);
      try (RawPage later = openMeta(bridge, "/sub/a?last_event_id=" + T + ":0")) {
        expectBinary("id: " + T + ":1\ncontent-type: application/octet-stream\n\nbin", later);
        later.cut();
      }
      page.cut();
    }
  }

  @Test
  void aGapIsALineOfMetaFrames() {
    LocationSpec one =
        at(Kind.PUBLISHER, "/pub/")
            .with(
                new PublishSpec(
                    true, new Retention(1, 1 << 20, 0), 1 << 20, false, Optional.empty()));
    try (TestBridge bridge =
        RelayBridge.start(new RelayClock(), one, at(Kind.SUBSCRIBER, "/sub/"))) {
      HttpDoor door = new HttpDoor(bridge);
      for (String message : new String[] {"1", "2", "3"}) {
        door.post("/pub/a", message);
      }
      try (RawPage page = openMeta(bridge, "/sub/a?last_event_id=" + T + ":0")) {
        assertEquals("gap: true\n\n", page.nextText());
        assertEquals("id: " + T + ":2\n\n3", page.nextText());
        page.cut();
      }
    }
  }

  @Test
  void deletingAChannelClosesItsSockets() {
    try (TestBridge bridge = start();
        RawPage page = open(bridge, "/sub/a")) {
      expect(200, new HttpDoor(bridge).delete("/pub/a"));
      assertEquals("1001: 410 Gone", page.closeCodeAndReason());
    }
  }

  @Test
  void aPublisherIsToldOfItsChannel() {
    try (TestBridge bridge = start();
        RawPage page = open(bridge, "/pub/a")) {
      page.send("hello");
      assertEquals(
          "queued messages: 1\r\nlast requested: -1 sec. ago\r\nactive subscribers: 0\r\n"
              + "last message id: "
              + T
              + ":0",
          page.nextText());
      page.frame(RawPage.BINARY, true, "bin".getBytes(UTF_8));
      assertTrue(page.nextText().startsWith("queued messages: 2\r\n"));
      HttpDoor door = new HttpDoor(bridge);
      expect(200, "hello", door.get("/sub/a"));
      try (RawPage json =
          RawPage.open(bridge.upgrade().with("Accept: text/json").target("/pub/b"))) {

        json.send("hello");
        assertEquals(
            "{\"messages\": 1, \"requested\": -1, \"subscribers\": 0, \"last_message_id\": \""
                + T
                + ":0\" }",
            json.nextText());
        json.cut();
      }
      page.cut();
    }
  }

  @Test
  void whoDoesBothHearsItsOwnMessages() {
    try (TestBridge bridge = start();
        RawPage page = openMeta(bridge, "/both/a")) {
      page.send("hello");
      assertEquals("id: " + T + ":0\n\nhello", page.nextText());
      page.frame(RawPage.BINARY, true, "bin".getBytes(UTF_8));
      expectBinary("id: " + T + ":1\ncontent-type: application/octet-stream\n\nbin", page);
      page.cut();
    }
  }

  @Test
  void aSubscriberPublishesNothing() {
    try (TestBridge bridge = start();
        RawPage page = open(bridge, "/sub/a")) {
      page.send("hello");
      assertEquals("1008: Publishing is not allowed here.", page.closeCodeAndReason());
      expect(200, new HttpDoor(bridge).get("/pub/a"));
    }
  }

  @Test
  void aClientMayAskWhetherSomebodyIsThere() {
    LocationSpec location =
        at(Kind.SUBSCRIBER, "/sub/")
            .with(StreamSpec.DEFAULTS.withSignOfLife(Optional.of(new SignOfLife("PING", "PONG"))));
    try (TestBridge bridge = RelayBridge.start(new RelayClock(), location);
        RawPage page = open(bridge, "/sub/a")) {
      page.send("PING");
      assertEquals("PONG", page.nextText());
      page.cut();
    }
  }

  @Test
  void aMessageThatIsTooLongEndsItsConnection() {
    LocationSpec location =
        at(Kind.PUBLISHER, "/pub/")
            .with(
                new PublishSpec(
                    true, PublishSpec.DEFAULTS.retention(), 10, false, Optional.empty()));
    try (TestBridge bridge = RelayBridge.start(new RelayClock(), location);
        RawPage page = open(bridge, "/pub/a")) {
      page.send("0123456789");
      assertTrue(page.nextText().startsWith("queued messages: 1\r\n"));
      page.send("0123456789a");
      assertEquals(1009, page.closeCode());
    }
  }

  @Test
  void aMissingChannelIsToldByACloseCode() {
    LocationSpec known = at(Kind.SUBSCRIBER, "/sub/");
    LocationSpec location =
        known.with(
            new SubscribeSpec(
                true, Unknown.NOT_FOUND, known.subscribe().concurrency(), 0, 0, false));
    try (TestBridge bridge = RelayBridge.start(new RelayClock(), location);
        RawPage page = open(bridge, "/sub/a")) {
      assertEquals("1008: 404 there is no channel of this name", page.closeCodeAndReason());
    }
  }

  @Test
  void whoMayNotComeInGetsAStatus() {
    LocationSpec secret =
        at(Kind.SUBSCRIBER, "/secret/").with(new AccessSpec(List.of(), Optional.of("x")));
    try (TestBridge bridge =
        RelayBridge.start(
            new RelayClock(), secret, at(Kind.SUBSCRIBER, "/sub/"), at(Kind.PUBLISHER, "/pub/"))) {
      assertEquals(403, bridge.upgrade().target("/secret/a").status());
      assertEquals(1, bridge.count(Counter.RELAY_DENIED));
      assertEquals(
          101, bridge.upgrade().with("Authorization: Bearer x").target("/secret/a").status());

      assertEquals(
          400, bridge.upgrade().with("Sec-WebSocket-Protocol: other").target("/sub/a").status());

      assertEquals(
          403, bridge.upgrade().with("Origin: http://elsewhere.example").target("/sub/a").status());
    }
  }

  @Test
  void hooksAreAskedForBoth() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allow(Grant.to("hugo"));
          }

          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            boolean may =
                request.socketType() == SocketType.SUB
                    && request.fields().equals(Map.of("channel", "a"));
            return may ? Decision.ALLOW : Decision.DENY;
          }
        };
    try (TestBridge bridge =
        RelayBridge.start(
            new RelayClock(), settings -> settings.authorizer(hooks), at(Kind.PUBSUB, "/both/"))) {
      assertEquals(403, bridge.upgrade().target("/both/b").status());
      try (RawPage page = open(bridge, "/both/a");
          RawPage other = open(bridge, "/both/a")) {
        page.send("x");
        assertEquals("1008: Publishing is not allowed here.", page.closeCodeAndReason());
        bridge.bridge().revoke("hugo"); // perhaps before its session has begun
        assertEquals(3003, other.closeCode());
      }
    }
  }
}
