package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.StreamSpec;

/** Answers that are compressed, and the page that says how a relay does. */
final class RelayGzipTest {
  private static final String LONG = "0123456789".repeat(100);

  private static TestBridge start() {
    return RelayBridge.start(
        new RelayClock(),
        RelayBridge.publisher("/pub/"),
        RelayBridge.subscriber("/sub/").with(StreamSpec.DEFAULTS.withGzip(true)),
        RelayBridge.subscriber("/plain/"),
        LocationSpec.of(Kind.STATUS, LocationPath.url("/status")));
  }

  private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
    expect(200, answer);
    assertEquals("gzip", header(answer, "Content-Encoding"));
    assertTrue(answer.body().length < LONG.length() / 2);
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), UTF_8);
  }

  @Test
  void whatIsReadAndWhatIsWaitedForIsCompressed() throws IOException {
    try (TestBridge bridge = start()) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> held =
          door.beginGet("/sub/a", "Accept-Encoding", "br, gzip");
      Await.await(
          "it to wait",
          () -> new String(door.get("/pub/a").body(), UTF_8).endsWith("active subscribers: 1"));
      door.post("/pub/a", LONG);
      assertEquals(LONG, unzipped(held.join()));
      assertEquals(LONG, unzipped(door.get("/sub/a", "Accept-Encoding", "gzip;q=1")));
    }
  }

  @Test
  void onlyWhereClientAndLocationWantIt() {
    try (TestBridge bridge = start()) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", LONG);
      for (String accepted : new String[] {"br", "gzip;q=0", "gzip; q=0.00", "xgzip"}) {
        HttpResponse<byte[]> answer = door.get("/sub/a", "Accept-Encoding", accepted);
        expect(200, LONG, answer);
        assertEquals("", header(answer, "Content-Encoding"));
      }
      expect(200, LONG, door.get("/plain/a", "Accept-Encoding", "gzip"));
      door.post("/pub/b", "short");
      expect(200, "short", door.get("/sub/b", "Accept-Encoding", "gzip"));
    }
  }

  private static RelayStream zipped(TestBridge bridge, String target, String name, String value) {
    return new RelayStream(bridge, target, name, value, "Accept-Encoding", "gzip").unzipped();
  }

  private static String event(int tag, String data) {
    return "id: " + RelayClock.SECOND + ":" + tag + "\ndata: " + data + "\n\n";
  }

  @Test
  void eachEventOfACompressedStreamCanBeReadAsItComes() {
    try (TestBridge bridge = start()) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", LONG);
      try (RelayStream one = zipped(bridge, "/sub/a", "Accept", "text/event-stream");
          RelayStream other = zipped(bridge, "/sub/a", "Accept", "text/event-stream");
          RelayStream plain = RelayStream.events(bridge, "/sub/a")) {
        one.expect(": hi\n\n").expect(event(0, LONG));
        other.expect(": hi\n\n").expect(event(0, LONG));
        plain.expect(event(0, LONG));
        for (int i = 1; i < 4; i++) {
          String text = i == 2 ? "short" : LONG.repeat(100 * i);
          expect(201, door.post("/pub/a", text));
          one.expect(event(i, text));
          other.expect(event(i, text));
          plain.expect(event(i, text));
        }
        door.delete("/pub/a");
        one.expect(":410: 410 Gone\n\n").expectEnd(); // the end says what was in it
        other.expect(":410: 410 Gone\n\n").expectEnd();
      }
    }
  }

  @Test
  void chunksAndPartsAreCompressedToo() {
    try (TestBridge bridge = start()) {
      HttpDoor door = new HttpDoor(bridge);
      try (RelayStream chunks = zipped(bridge, "/sub/a", "TE", "chunked");
          RelayStream parts = zipped(bridge, "/sub/a", "Accept", "multipart/mixed")) {
        String boundary =
            parts.header("Content-Type").substring("multipart/mixed; boundary=".length());
        door.post("/pub/a", LONG, "Content-Type", "text/plain");
        door.post("/pub/a", "y", "Content-Type", "text/plain");
        chunks.expect(LONG).expect("y");
        parts.expect("--" + boundary);
        for (String body : new String[] {LONG, "y"}) {
          parts.expect(
              "\r\nLast-Modified: Mon, 30 Nov 2026 12:13:24 GMT\r\nEtag: "
                  + (body.equals("y") ? 1 : 0)
                  + "\r\nContent-Type: text/plain\r\n\r\n"
                  + body
                  + "\r\n--"
                  + boundary);
        }
        door.delete("/pub/a");
        chunks.expectEnd();
        parts.expect("--\r\n").expectEnd();
      }
    }
  }

  @Test
  void streamsAreCompressedOnlyWhereClientAndLocationWantIt() {
    try (TestBridge bridge = start();
        RelayStream refusing = RelayStream.events(bridge, "/sub/a", "Accept-Encoding", "gzip;q=0");
        RelayStream elsewhere = RelayStream.events(bridge, "/plain/a", "Accept-Encoding", "gzip")) {
      assertEquals("", refusing.header("Content-Encoding"));
      assertEquals("", elsewhere.header("Content-Encoding"));
    }
  }

  @Test
  void aPageSaysHowItDoes() {
    try (TestBridge bridge = start();
        RelayStream stream = RelayStream.events(bridge, "/sub/a")) {
      HttpDoor door = new HttpDoor(bridge);
      door.post("/pub/a", "x");
      stream.expect("id: " + RelayClock.SECOND + ":0\ndata: x\n\n");
      expect(
          200, "total published messages: 1\nchannels: 1\nsubscribers: 1\n", door.get("/status"));
      expect(405, door.post("/status", "x"));
      assertEquals(403, bridge.upgrade().target("/status").status());
    }
  }
}
