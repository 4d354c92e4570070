package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.kit.Await;

/** What time does to channels, on a clock that the test sets. */
final class RelayTimeTest {
  private static final String[] FORM = {"Accept", "application/json"};

  private final AtomicLong seconds =
      new AtomicLong(Instant.parse("2026-11-20T20:47:10Z").getEpochSecond());
  private final InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());

  private TestBridge start(long idleSeconds, String publisher) {
    return RelayBridge.start(
        () -> new MemoryStore(clock, 100, 1 << 20, idleSeconds),
        RelayLocations.one(publisher),
        RelayLocations.one("subscriber /sub/ waits=false"));
  }

  @Test
  void aMessageHasTheSecondOfItsPublicationAndItsNumberInIt() {
    try (TestBridge bridge = start(0, "publisher /pub/")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/a", "one"));
      expect(202, door.post("/pub/a", "two"));
      seconds.incrementAndGet();
      expect(202, door.post("/pub/a", "three"));
      String[][] places = {
        {"Fri, 20 Nov 2026 20:47:10 GMT", "0"},
        {"Fri, 20 Nov 2026 20:47:10 GMT", "1"},
        {"Fri, 20 Nov 2026 20:47:11 GMT", "0"}
      };
      HttpResponse<byte[]> answer = door.get("/sub/a");
      for (String[] place : places) {
        assertEquals(place[0], header(answer, "Last-Modified"));
        assertEquals(place[1], header(answer, "Etag"));
        answer = door.get("/sub/a", "If-Modified-Since", place[0], "If-None-Match", place[1]);
      }
      expect(304, answer);
      // the other two forms of a date (RFC 9110, section 5.6.7)
      for (String date :
          new String[] {"Friday, 20-Nov-26 20:47:10 GMT", "Fri Nov 20 20:47:10 2026"}) {
        expect(200, "three", door.get("/sub/a", "If-Modified-Since", date, "If-None-Match", "1"));
      }
    }
  }

  @Test
  void aMessageIsKeptForAsLongAsItsLocationSays() {
    try (TestBridge bridge = start(0, "publisher /pub/ seconds=60")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/a", "old"));
      seconds.addAndGet(59);
      expect(202, door.post("/pub/a", "new"));
      expect(200, "old", door.get("/sub/a"));
      seconds.addAndGet(1);
      expect(200, "new", door.get("/sub/a"));
      seconds.addAndGet(59);
      expect(304, door.get("/sub/a"));
      expect(
          200,
          "{\"messages\": 0, \"requested\": 0, \"subscribers\": 0 }",
          door.get("/pub/a", FORM));
    }
  }

  @Test
  void itIsSaidHowLongAgoSomebodyAsked() {
    try (TestBridge bridge = start(0, "publisher /pub/")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/a", "x"));
      seconds.addAndGet(7);
      String never = "{\"messages\": 1, \"requested\": -1, \"subscribers\": 0 }";
      expect(200, never, door.get("/pub/a", FORM));
      expect(200, door.get("/sub/a"));
      seconds.addAndGet(42);
      String ago = "{\"messages\": 1, \"requested\": 42, \"subscribers\": 0 }";
      expect(200, ago, door.get("/pub/a", FORM));
    }
  }

  @Test
  void aChannelThatNobodyUsesGoes() {
    try (TestBridge bridge = start(10, "publisher /pub/ seconds=5")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/a", "x"));
      expect(304, door.get("/sub/b"));
      seconds.addAndGet(11);
      Await.await("it to go", () -> door.get("/pub/a").statusCode() == 404);
      assertTrue(new String(door.get("/pub/b").body(), UTF_8).isEmpty());
    }
  }
}
