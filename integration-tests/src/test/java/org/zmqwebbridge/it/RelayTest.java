package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.kit.Await;

/** Publishers and subscribers of the push relay, by plain HTTP. */
final class RelayTest {
  @ParameterizedTest
  @EnumSource
  void whatIsPublishedReachesWhoWaitsAndWhoComesLater(RelayStores store) {
    try (TestBridge bridge = RelayBridge.start(store)) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> held = door.beginGet("/sub/news");
      Await.await(
          "it to wait",
          () -> new String(door.get("/pub/news").body(), UTF_8).endsWith("active subscribers: 1"));
      assertFalse(held.isDone());
      HttpResponse<byte[]> published = door.post("/pub/news", "hello", "Content-Type", "a/b");
      expect(
          201,
          "queued messages: 1\r\nlast requested: 0 sec. ago (-1=never)\r\nactive subscribers: 1",
          published);
      expect(200, "hello", held.join());
      assertEquals("a/b", header(held.join(), "Content-Type"));
      HttpResponse<byte[]> later = door.get("/sub/news");
      expect(200, "hello", later);
      for (String validator : new String[] {"Last-Modified", "Etag"}) {
        assertEquals(header(held.join(), validator), header(later, validator));
      }
      expect(202, door.post("/pub/news", "again"));
      expect(
          200,
          "again",
          door.get(
              "/sub/news",
              "If-Modified-Since",
              header(later, "Last-Modified"),
              "If-None-Match",
              header(later, "Etag")));
    }
  }
}
