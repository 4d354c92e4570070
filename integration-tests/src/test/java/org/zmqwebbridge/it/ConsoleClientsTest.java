package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/** What an operator sees of clients that hold no WebSocket, and of those that do not read. */
final class ConsoleClientsTest {
  private static final int SMALL_BUFFER = 4096;

  @TempDir Path folder;

  private TestBridge relay() {
    return RelayBridge.start(
        RelayStores.MEMORY,
        builder -> builder.management(Management.withSecret(folder)),
        RelayBridge.publisher("/pub/"),
        RelayBridge.subscriber("/sub/"));
  }

  @Test
  void aLongPollIsARequestThatIsAnswered503WhenItIsEnded() {
    try (TestBridge bridge = relay()) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> held =
          door.beginGet("/sub/news?ticket=hidden", "Origin", "http://127.0.0.1:" + bridge.port());
      Management management = Management.of(bridge);
      JsonObject poll = management.awaitOpen("request", "channel news");
      assertEquals("127.0.0.1", poll.get("address").getAsString());
      assertEquals("/sub/news", poll.get("path").getAsString());
      assertEquals("http://127.0.0.1:" + bridge.port(), poll.get("origin").getAsString());
      assertEquals("push relay, longpoll", poll.get("speaks").getAsString());
      assertFalse(poll.toString().contains("hidden"), poll::toString);
      management.end(poll);
      assertEquals(503, held.join().statusCode());
      assertEquals(1, bridge.count(Counter.CONNECTIONS_ENDED_BY_OPERATOR));
      management.await("/channels", answer -> !answer.toString().contains("\"subscribers\":1"));
    }
  }

  @Test
  void aStreamOfEventsIsListedWithWhatItWasSentAndEndsWhole() {
    try (TestBridge bridge = relay();
        RelayStream events = RelayStream.events(bridge, "/sub/news")) {
      Management management = Management.of(bridge);
      JsonObject stream = management.awaitOpen("stream", "channel news");
      assertEquals("push relay, eventsource", stream.get("speaks").getAsString());
      assertEquals("/sub/news", stream.get("path").getAsString());
      assertTrue(stream.get("bytesOut").getAsLong() > 0, stream::toString);
      assertEquals(0, stream.get("waitingBytes").getAsLong());
      management.end(stream);
      events.expectEnd();
      assertEquals(1, bridge.count(Counter.CONNECTIONS_ENDED_BY_OPERATOR));
    }
  }

  private TestBridge news(PubService news) {
    return TestBridge.start(
        builder ->
            builder
                .management(Management.withSecret(folder))
                .endpoint("news", SocketType.SUB, news.address())
                .limits(Limits.edge("maxQueuedMessages", 20, "writeMillis", 60_000)));
  }

  /** Publishes more than anybody who does not read can be kept. */
  private static void flood(PubService news, TestBridge bridge) {
    String payload = "x".repeat(20_000);
    while (bridge.count(Counter.DELIVERIES_DROPPED) < 100) {
      news.publish(payload);
    }
  }

  @Test
  void aPageThatDoesNotReadComesFirstWithWhatWaitsAndWhatItHasLost() {
    try (PubService news = new PubService();
        TestBridge bridge = news(news);
        RawPage idle = bridge.page()) {
      RawPage stalled = RawPage.open(bridge.upgrade().receiveBuffer(SMALL_BUFFER));
      stalled.connected("s", "news", Json.SUB);
      idle.connected("i", "news", Json.SUB, "msgfilter", "nothing");
      news.awaitSubscription();
      flood(news, bridge);
      Management management = Management.of(bridge);
      JsonObject first =
          management
              .await(
                  "/connections?sort=waiting&limit=1",
                  answer -> answer.toString().contains("\"waitingMessages\":20,"))
              .getAsJsonArray("connections")
              .get(0)
              .getAsJsonObject();
      assertEquals("[\"SUB news\"]", first.get("sockets").toString());
      assertTrue(first.get("waitingBytes").getAsLong() >= 20 * 20_000, first::toString);
      assertTrue(first.get("dropped").getAsLong() >= 100, first::toString);
      JsonObject most = management.json("/connections?sort=dropped&limit=1");
      assertTrue(most.toString().contains("\"id\":" + first.get("id") + ","), most::toString);
      String why = management.json("/counters").toString();
      assertTrue(why.contains("zwb_vs_deliveries_dropped_total"), why);
      management.end(first);
      stalled.cut();
    }
  }

  @Test
  void aStreamWhoseClientDoesNotReadIsListedLikewiseAndCutWhenItIsEnded() throws IOException {
    try (PubService news = new PubService();
        TestBridge bridge = news(news);
        Socket socket = Wire.CLEAR.connect(bridge.port(), SMALL_BUFFER)) {
      socket
          .getOutputStream()
          .write("GET /sub/news HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 1024);
      assertEquals("HTTP/1.1 200 OK", lines.readLine());
      news.awaitSubscription();
      flood(news, bridge);
      Management management = Management.of(bridge);
      JsonObject stream = management.awaitOpen("stream", "\"waitingMessages\":20,");
      assertEquals("plain HTTP", stream.get("speaks").getAsString());
      assertEquals("[\"SUB news\"]", stream.get("sockets").toString());
      assertTrue(stream.get("dropped").getAsLong() >= 100, stream::toString);
      management.end(stream);
    }
  }

  @Test
  void anUnknownKindIsRefused() {
    try (TestBridge bridge = relay()) {
      Management management = Management.of(bridge);
      assertEquals(
          "kind is one of client, request, stream, websocket, or is left out\n",
          management.get("/connections?kind=cable").body());
      assertEquals(400, management.get("/backends?list=all").statusCode());
    }
  }
}
