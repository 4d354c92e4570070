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
