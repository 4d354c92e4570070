package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;

import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.PublishSpec;
import org.zmqwebbridge.relay.StreamSpec;
import org.zmqwebbridge.relay.SubscriberKind;

/** Answers that go on, as nchan 1.3.6 gives them: what is expected here is what it sent. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RelayStreamsTest {
  private static final String T = Long.toString(RelayClock.SECOND);

  private static LocationSpec subscriber(StreamSpec streams) {
    return RelayBridge.subscriber("/sub/").with(streams).withFlavor(Flavor.NCHAN);
  }

  private static TestBridge with(StreamSpec streams) {
    return RelayBridge.start(
        new RelayClock(),
        RelayBridge.publisher("/pub/").withFlavor(Flavor.NCHAN),
        subscriber(streams));
  }

  private static StreamSpec only(SubscriberKind kind) {
    return StreamSpec.DEFAULTS.withKinds(EnumSet.of(kind));
  }

  @Test
  void messagesAreEvents() {
    try (TestBridge bridge = with(StreamSpec.DEFAULTS)) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "one", "Content-Type", "text/plain");
      door.post("/pub/a", "two\nlines");
      door.post("/pub/a", "named", "X-EventSource-Event", "hey");
      door.post("/pub/a", "");
      try (RelayStream events = RelayStream.events(bridge, "/sub/a")) {
        events
            .expect("id: " + T + ":0\ndata: one\n\n")
            .expect("id: " + T + ":1\ndata: two\ndata: lines\n\n")
            .expect("event: hey\nid: " + T + ":2\ndata: named\n\n")
            .expect("id: " + T + ":3\ndata: \n\n");
        expect(201, door.post("/pub/a", "live"));
        events.expect("id: " + T + ":4\ndata: live\n\n");
      }
    }
  }

  @Test
  void noPublisherBeginsALineOfItsOwn() {
    try (TestBridge bridge = with(StreamSpec.DEFAULTS)) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "x\rid: 1\r\nevent: y\n\ndata: z\n");
      try (RelayStream events = RelayStream.events(bridge, "/sub/a")) {
        events.expect(
            "id: "
                + T
                + ":0\ndata: x\ndata: id: 1\ndata: event: y\ndata: \ndata: data: z\ndata: \n\n");
      }
    }
  }

  @Test
  void anEventStreamGoesOnFromTheLastId() {
    try (TestBridge bridge = with(StreamSpec.DEFAULTS)) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "one");
      door.post("/pub/a", "two");
      String two = "id: " + T + ":1\ndata: two\n\n";
      for (String[] headers :
          new String[][] {
            {"Last-Event-ID", T + ":0"},
            {
              "If-Modified-Since", "Mon, 30 Nov 2026 12:13:24 GMT", "If-None-Match", "0",
            }
          }) {
        try (RelayStream events = RelayStream.events(bridge, "/sub/a", headers)) {
          events.expect(two);
        }
      }
      try (RelayStream events = RelayStream.events(bridge, "/sub/a?last_event_id=" + T + ":0")) {
        events.expect(two);
      }
      for (String nonsense : new String[] {"garbage", "5", "1".repeat(3_000), T + ":[0],0"}) {
        try (RelayStream events = RelayStream.events(bridge, "/sub/a", "Last-Event-ID", nonsense)) {
          events.expect("id: " + T + ":0\ndata: one\n\n").expect(two);
        }
      }
    }
  }

  @Test
  void aGapIsTold() {
    LocationSpec two =
        RelayBridge.publisher("/pub/")
            .with(
                new PublishSpec(
                    true, new Retention(2, 1 << 20, 0), 1 << 20, false, Optional.empty()));
    try (TestBridge bridge =
        RelayBridge.start(new RelayClock(), two, subscriber(StreamSpec.DEFAULTS))) {
      HttpDoor door = new HttpDoor(bridge);
      for (String message : new String[] {"1", "2", "3", "4"}) {
        door.post("/pub/a", message);
      }
      try (RelayStream events = RelayStream.events(bridge, "/sub/a", "Last-Event-ID", T + ":0")) {
        assertEquals("true", events.header("Zwb-Gap"));
        events
            .expect("event: zwb.gap\ndata: {}\n\n")
            .expect("id: " + T + ":2\ndata: 3\n\n")
            .expect("id: " + T + ":3\ndata: 4\n\n");
      }
      try (RelayStream chunks =
          new RelayStream(
              bridge, "/sub/a?last_event_id=" + T + ":0", "Accept", "multipart/mixed")) {
        assertEquals("true", chunks.header("Zwb-Gap"));
      }
      try (RelayStream events = RelayStream.events(bridge, "/sub/a", "Last-Event-ID", T + ":1")) {
        assertEquals("", events.header("Zwb-Gap"));
        events.expect("id: " + T + ":2\ndata: 3\n\n");
      }
    }
  }

  @Test
  void deletingAChannelEndsItsStreams() {
    try (TestBridge bridge = with(StreamSpec.DEFAULTS)) {
      HttpDoor door = new HttpDoor(bridge);
      try (RelayStream events = RelayStream.events(bridge, "/sub/a");
          RelayStream parts = new RelayStream(bridge, "/sub/a", "Accept", "multipart/mixed")) {
        expect(200, door.delete("/pub/a"));
        events.expect(":410: 410 Gone\n\n").expectEnd();
        parts.expect("--" + boundary(parts) + "--\r\n").expectEnd();
      }
    }
  }

  private static String boundary(RelayStream parts) {
    String type = parts.header("Content-Type");
    String start = "multipart/mixed; boundary=";
    assertEquals(start, type.substring(0, start.length()));
    return type.substring(start.length());
  }

  @Test
  void aSilentEventStreamHasAHeartbeat() {
    try (TestBridge bridge = with(StreamSpec.DEFAULTS.withHeartbeatMillis(100));
        RelayStream events = RelayStream.events(bridge, "/sub/a")) {
      events.expect(":\n:\n");
    }
  }

  @Test
  void messagesAreParts() {
    try (TestBridge bridge = with(StreamSpec.DEFAULTS)) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "one", "Content-Type", "text/plain");
      door.post("/pub/a", "");
      try (RelayStream parts = new RelayStream(bridge, "/sub/a", "Accept", "multipart/mixed")) {
        String boundary = boundary(parts);
        String modified = "\r\nLast-Modified: Mon, 30 Nov 2026 12:13:24 GMT\r\nEtag: ";
        parts
            .expect("--" + boundary)
            .expect(modified + "0\r\nContent-Type: text/plain\r\n\r\none\r\n--" + boundary)
            .expect(modified + "1\r\n\r\n\r\n--" + boundary);
        door.post("/pub/a", "live", "Content-Type", "application/octet-stream");
        parts.expect(
            modified + "2\r\nContent-Type: application/octet-stream\r\n\r\nlive\r\n--" + boundary);
      }
    }
  }

  @Test
  void messagesAreChunks() {
    try (TestBridge bridge = with(StreamSpec.DEFAULTS);
        RawHttp client = new RawHttp(bridge)) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "hello");
      door.post("/pub/a", "");
      client.send("GET /sub/a HTTP/1.1\r\nHost: x\r\nTE: chunked\r\n\r\n");
      client.expectHead(200);
      client.expect("5\r\nhello\r\n");
      door.post("/pub/a", "again!");
      client.expect("6\r\nagain!\r\n");
      door.delete("/pub/a");
      client.expect("0\r\n\r\n");
    }
  }

  @Test
  void aRawStreamHasSeparators() {
    try (TestBridge bridge = with(only(SubscriberKind.RAW).withSeparator("|"))) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "one");
      door.post("/pub/a", "");
      try (RelayStream raw = new RelayStream(bridge, "/sub/a")) {
        raw.expect("one||");
        door.post("/pub/a", "live");
        raw.expect("live|");
      }
    }
  }

  @Test
  void aLocationMayServeSomeKindsOnly() {
    try (TestBridge bridge = with(only(SubscriberKind.CHUNKED))) {
      HttpDoor door = new HttpDoor(bridge);
      expect(403, "", door.get("/sub/a"));
      expect(403, "", door.get("/sub/a", "Accept", "text/event-stream"));
      assertEquals(403, bridge.upgrade().target("/sub/a").status());
    }
  }

  @Test
  void theFirstMessageIsTheOldestTheNewestOrACountedOne() {
    RelayClock clock = new RelayClock();
    String[] prefixes = {"/old/", "/2/", "/-2/", "/new/"};
    Place[] places = {Place.OLDEST, new Place.Nth(2), new Place.Nth(-2), Place.NEWEST};
    LocationSpec[] locations = new LocationSpec[5];
    locations[4] = RelayBridge.publisher("/pub/");
    for (int i = 0; i < places.length; i++) {
      locations[i] =
          LocationSpec.of(Kind.SUBSCRIBER, LocationPath.prefix(prefixes[i]))
              .with(StreamSpec.DEFAULTS.withFirst(places[i]));
    }
    try (TestBridge bridge = RelayBridge.start(clock, locations)) {
      HttpDoor door = new HttpDoor(bridge);
      for (String message : new String[] {"n0", "n1", "n2", "n3", "n4"}) {
        door.post("/pub/f", message);
      }
      String[] first = {"0\ndata: n0", "1\ndata: n1", "3\ndata: n3", null};
      for (int i = 0; i < places.length; i++) {
        try (RelayStream events = RelayStream.events(bridge, prefixes[i] + "f")) {
          if (first[i] == null) {
            door.post("/pub/f", "live");
          }
          events.expect(
              "id: " + T + ":" + (first[i] == null ? "5\ndata: live" : first[i]) + "\n\n");
        }
      }
    }
  }
}
