package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.kit.Await;

/** What nginx_http_push_module's own tests try besides the tables: many, long and mixed. */
final class RelaySuiteTest {
  private static HttpResponse<byte[]> next(HttpDoor door, String path, HttpResponse<byte[]> last) {
    return last == null
        ? door.get(path)
        : door.get(
            path,
            "If-Modified-Since",
            header(last, "Last-Modified"),
            "If-None-Match",
            header(last, "Etag"));
  }

  @ParameterizedTest
  @EnumSource
  void fourHundredThatWaitAllGetTheMessage(RelayStores store) {
    try (TestBridge bridge =
        RelayBridge.start(
            store,
            settings -> settings.limits(Limits.edge("maxConnectionsPerAddress", 0)),
            RelayBridge.publisher("/pub/"),
            RelayBridge.subscriber("/sub/"))) {
      List<RelayClient> clients = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        clients.add(RelayClient.send(bridge.port(), "GET", "/sub/a", Map.of(), null));
      }
      Await.await("all", () -> bridge.gauge("zwb.channels.subscribers") == 400);
      HttpResponse<byte[]> published =
          new HttpDoor(bridge).post("/pub/a", "to all", "Accept", "text/json");
      expect(201, published);
      assertEquals(true, new String(published.body(), UTF_8).endsWith("\"subscribers\": 400 }"));
      clients.forEach(
          client -> {
            RelayClient.Answer answer = client.answer();
            assertEquals(200, answer.status());
            assertEquals("to all", answer.body());
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void messagesOfAnyLengthComeAsTheyWereSent(RelayStores store) {
    try (TestBridge bridge = RelayBridge.start(store)) {
      HttpDoor door = new HttpDoor(bridge);
      Random random = new Random(1);
      HttpResponse<byte[]> last = null;
      for (int length : new int[] {1, 2, 127, 4_095, 4_096, 4_097, 65_536, 200_000, 950_000}) {
        byte[] body = new byte[length];
        random.nextBytes(body);
        expect(202, door.post("/pub/a", body, "Content-Type", "application/octet-stream"));
        last = next(door, "/sub/a", last);
        expect(200, last);
        assertArrayEquals(body, last.body());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aThousandMessagesComeInTheirOrderEachOnce(RelayStores store) {
    try (TestBridge bridge = RelayBridge.start(store)) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> poll = door.beginGet("/sub/a");
      Await.await("it", () -> bridge.gauge("zwb.channels.subscribers") == 1);
      for (int i = 0; i < 1_000; i++) {
        expect(201, door.post("/pub/a", Integer.toString(i)));
        HttpResponse<byte[]> answer = poll.join();
        expect(200, Integer.toString(i), answer);
        poll =
            door.beginGet(
                "/sub/a",
                "If-Modified-Since",
                header(answer, "Last-Modified"),
                "If-None-Match",
                header(answer, "Etag"));
        Await.await("it again", () -> bridge.gauge("zwb.channels.subscribers") == 1);
      }
      poll.cancel(true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void channelsAreApart(RelayStores store) {
    try (TestBridge bridge = RelayBridge.start(store)) {
      HttpDoor door = new HttpDoor(bridge);
      List<CompletableFuture<HttpResponse<byte[]>>> polls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        polls.add(door.beginGet("/sub/" + i));
      }
      Await.await("all", () -> bridge.gauge("zwb.channels.subscribers") == 20);
      for (int i = 0; i < 20; i++) {
        expect(201, door.post("/pub/" + i, "to " + i));
      }
      for (int i = 0; i < 20; i++) {
        expect(200, "to " + i, polls.get(i).join());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatManyPublishAtOnceIsReadInOneOrderByAll(RelayStores store) {
    try (TestBridge bridge =
        RelayBridge.start(
            store,
            RelayLocations.one("publisher /pub/ messages=1000"),
            RelayBridge.subscriber("/sub/"))) {
      HttpDoor door = new HttpDoor(bridge);
      List<CompletableFuture<HttpResponse<byte[]>>> posts = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        posts.add(door.begin("/pub/a", Integer.toString(i)));
      }
      posts.forEach(post -> expect(202, post.join()));
      List<String> first = walk(door, 200);
      assertEquals(200, first.stream().distinct().count());
      assertEquals(first, walk(door, 200));
    }
  }

  private static List<String> walk(HttpDoor door, int messages) {
    List<String> all = new ArrayList<>();
    HttpResponse<byte[]> last = null;
    for (int i = 0; i < messages; i++) {
      last = next(door, "/sub/a", last);
      expect(200, last);
      all.add(new String(last.body(), UTF_8));
    }
    return all;
  }
}
