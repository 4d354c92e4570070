package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.RelayLimits;
import org.zmqwebbridge.relay.SeveralSpec;
import org.zmqwebbridge.relay.StreamSpec;

/** Several channels in one request, as nchan 1.3.6 has them: what is expected is what it sent. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RelaySeveralTest {
  private static final String T = Long.toString(RelayClock.SECOND);
  private static final SeveralSpec SEVERAL = new SeveralSpec(",", "channel", 255);
  private static final String DATE = "Mon, 30 Nov 2026 12:13:24 GMT";

  private static LocationSpec at(Kind kind, String prefix) {
    return LocationSpec.of(kind, LocationPath.prefix(prefix))
        .withFlavor(Flavor.NCHAN)
        .with(SEVERAL);
  }

  private static TestBridge start(RelayClock clock) {
    return RelayBridge.start(
        clock,
        at(Kind.PUBLISHER, "/pub/"),
        at(Kind.SUBSCRIBER, "/sub/"),
        at(Kind.SUBSCRIBER, "/all/").with(StreamSpec.DEFAULTS.withWholeBacklog(true)));
  }

  private static String event(String id, String data) {
    return "id: " + T + ":" + id + "\ndata: " + data + "\n\n";
  }

  private static void awaitSubscriber(HttpDoor door, String channel) {
    Await.await(
        "it to wait",
        () -> new String(door.get(channel).body(), UTF_8).contains("active subscribers: 1"));
  }

  /** Named by the issue: where good guesses were wrong. */
  @Test
  void idsOfTwoChannelsSayHowFarEachIs() {
    try (TestBridge bridge = start(new RelayClock())) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/m1", "A1");
      try (RelayStream events = RelayStream.events(bridge, "/sub/m1,m2")) {
        events.expect(event("[0],-", "A1"));
        door.post("/pub/m2", "B1");
        events.expect(event("0,[0]", "B1"));
      }
    }
  }

  @Test
  void whatIsKeptComesInTheOrderOfIdsAndEachIdLeadsOn() {
    try (TestBridge bridge = start(new RelayClock())) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/m1", "A1");
      door.post("/pub/m1", "A2");
      door.post("/pub/m2", "B1");
      String[] all = {
        event("[0],-,-", "A1"), event("0,[0],-", "B1"), event("[1],0,-", "A2"),
      };
      try (RelayStream events = RelayStream.events(bridge, "/sub/m1,m2,m3")) {
        events.expect(String.join("", all));
      }
      String[] places = {"[0],-,-", "0,[0],-"};
      for (int i = 0; i < places.length; i++) {
        try (RelayStream events =
            RelayStream.events(bridge, "/sub/m1,m2,m3", "Last-Event-ID", T + ":" + places[i])) {
          events.expect(all[i + 1]);
        }
      }
      try (RelayStream events =
          RelayStream.events(bridge, "/sub/m1,m2,m3", "Last-Event-ID", T + ":[1],0,-")) {
        door.post("/pub/m3", "C1");
        events.expect(event("1,0,[0]", "C1"));
      }
    }
  }

  @Test
  void aNewSecondBeginsTheTagsAnew() {
    RelayClock clock = new RelayClock();
    try (TestBridge bridge = start(clock);
        RelayStream events = RelayStream.events(bridge, "/sub/m1,m2")) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/m1", "A1");
      events.expect(event("[0],-", "A1"));
      clock.tick();
      door.post("/pub/m2", "B2");
      events.expect("id: " + (RelayClock.SECOND + 1) + ":-,[0]\ndata: B2\n\n");
    }
  }

  @Test
  void aPollOfSeveralHasThePlaceInAllOfThem() {
    try (TestBridge bridge = start(new RelayClock())) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> held = door.beginGet("/sub/m1,m2");
      awaitSubscriber(door, "/pub/m1");
      awaitSubscriber(door, "/pub/m2");
      door.post("/pub/m2", "B1");
      door.post("/pub/m1", "A1");
      expect(200, "B1", held.join());
      assertEquals("-,[0]", header(held.join(), "Etag"));
      assertEquals(DATE, header(held.join(), "Last-Modified"));
      HttpResponse<byte[]> next =
          door.get("/sub/m1,m2", "If-Modified-Since", DATE, "If-None-Match", "-,[0]");
      expect(200, "A1", next);
      assertEquals("[0],0", header(next, "Etag"));
    }
  }

  @Test
  void aPollOfSeveralIsGivenOneMessageAndCountedForOne() {
    try (TestBridge bridge = start(new RelayClock())) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> held = door.beginGet("/sub/m1,m2");
      awaitSubscriber(door, "/pub/m1");
      awaitSubscriber(door, "/pub/m2");
      String told = new String(door.post("/pub/m1,m2", "X").body(), UTF_8);
      assertTrue(told.contains("active subscribers: 1\r\n"), told);
      expect(200, "X", held.join());
      assertEquals("[0],-", header(held.join(), "Etag"));
    }
  }

  @Test
  void oneDeletionEndsAll() {
    try (TestBridge bridge = start(new RelayClock());
        RelayStream events = RelayStream.events(bridge, "/sub/m1,m2")) {
      expect(200, new HttpDoor(bridge).delete("/pub/m2"));
      events.expect(":410: 410 Gone\n\n").expectEnd();
    }
  }

  @Test
  void manyAreNamedInPathAndQuery() {
    try (TestBridge bridge = start(new RelayClock())) {
      HttpDoor door = new HttpDoor(bridge);
      String most = IntStream.range(0, 255).mapToObj(i -> "k" + i).collect(Collectors.joining(","));
      try (RelayStream events =
          RelayStream.events(bridge, "/sub/" + most.replace(",k254", "") + "?channel=k254")) {
        door.post("/pub/k1", "K");
        events.expect(event("-,[0]" + ",-".repeat(253), "K"));
      }
      expect(403, door.get("/sub/" + most + ",more"));
      assertEquals(1, bridge.count(Counter.RELAY_CHANNELS_EXCEEDED));
      try (RawHttp client = new RawHttp(bridge)) {
        client.send("GET /sub/a?channel=%zz HTTP/1.1\r\nHost: x\r\n\r\n");
        client.expectHead(400);
      }
      expect(404, door.get("/sub/,,"));
    }
  }

  @Test
  void onePublicationReachesSeveral() {
    try (TestBridge bridge = start(new RelayClock());
        RelayStream one = RelayStream.events(bridge, "/sub/m1");
        RelayStream two = RelayStream.events(bridge, "/sub/m2")) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/m1", "x");
      one.expect(event("0", "x"));
      expect(
          201,
          "{\"messages\": 2, \"requested\": 0, \"subscribers\": 2, \"last_message_id\": \"0:0\" }",
          door.post("/pub/m1,m2", "Z", "Accept", "text/json"));
      one.expect(event("1", "Z"));
      two.expect(event("0", "Z"));
      expect(200, door.delete("/pub/m1,m2"));
      one.expect(":410: 410 Gone\n\n").expectEnd();
      two.expect(":410: 410 Gone\n\n").expectEnd();
    }
  }

  @Test
  void socketsHearSeveral() {
    try (TestBridge bridge = start(new RelayClock());
        RawPage page =
            RawPage.open(
                bridge
                    .upgrade()
                    .with("Sec-WebSocket-Protocol: ws+meta.nchan")
                    .target("/sub/m1,m2"))) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/m2", "B1");
      assertEquals("id: " + T + ":-,[0]\n\nB1", page.nextText());
      page.cut();
    }
  }

  @Test
  void aPollMayHaveTheWholeBacklog() {
    try (TestBridge bridge = start(new RelayClock())) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "one", "Content-Type", "text/plain");
      HttpResponse<byte[]> only = door.get("/all/a");
      expect(200, "one", only);
      assertEquals("text/plain", header(only, "Content-Type"));
      door.post("/pub/a", "two");
      HttpResponse<byte[]> all = door.get("/all/a");
      String type = header(all, "Content-Type");
      String boundary = type.substring("multipart/mixed; boundary=".length());
      expect(
          200,
          "--"
              + boundary
              + "\r\nContent-Type: text/plain\r\n\r\none\r\n--"
              + boundary
              + "\r\n\r\ntwo\r\n--"
              + boundary
              + "--\r\n",
          all);
      assertEquals("1", header(all, "Etag"));
      CompletableFuture<HttpResponse<byte[]>> held =
          door.beginGet("/all/a", "If-Modified-Since", DATE, "If-None-Match", "1");
      awaitSubscriber(door, "/pub/a");
      door.post("/pub/a", "three");
      expect(200, "three", held.join());
    }
  }

  @Test
  void aPollThatMayNotHaveAllOfOneChannelHasNothingOfOthersThatIsLater() {
    RelayClock clock = new RelayClock();
    RelayConfig relay =
        new RelayConfig(
                List.of(
                    at(Kind.PUBLISHER, "/pub/"),
                    at(Kind.SUBSCRIBER, "/all/").with(StreamSpec.DEFAULTS.withWholeBacklog(true))),
                Map.of(RelayConfig.DEFAULT_STORE, clock))
            .withLimits(new RelayLimits(64, 2, 4_096, 1_024));
    try (TestBridge bridge = TestBridge.start(builder -> builder.relay(relay))) {
      HttpDoor door = new HttpDoor(bridge);
      for (int i = 0; i < 3; i++) {
        door.post("/pub/m1", "A" + i);
      }
      clock.tick();
      door.post("/pub/m2", "B");
      HttpResponse<byte[]> most = door.get("/all/m1,m2");
      assertEquals("[1],-", header(most, "Etag"));
      HttpResponse<byte[]> rest =
          door.get("/all/m1,m2", "If-Modified-Since", DATE, "If-None-Match", "[1],-");
      String text = new String(rest.body(), UTF_8);
      assertTrue(text.contains("A2\r\n") && text.contains("B\r\n"), text);
    }
  }
}
