package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** {@code GET /sub/NAME?wait=SECONDS}: the next publications, and the place to go on from. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class PollTest {
  private static final String TARGET = "/sub/news?wait=30";
  private static final String MATCH = "If-None-Match";

  private final PubService news = new PubService();

  private TestBridge bridge(String replay, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(
        "endpoints.news={type: SUB, address: \"" + news.address() + "\", replay: " + replay + "}");
    return TestBridge.configured(all.toArray(String[]::new));
  }

  private static JsonArray items(HttpResponse<byte[]> answer) {
    expect(200, answer);
    assertEquals("application/json", header(answer, "Content-Type"));
    assertEquals("no-store", header(answer, "Cache-Control"));
    return JsonParser.parseString(new String(answer.body(), UTF_8)).getAsJsonArray();
  }

  private static List<String> messages(HttpResponse<byte[]> answer) {
    List<String> messages = new ArrayList<>();
    JsonElement last = null;
    for (JsonElement item : items(answer)) {
      last = item.getAsJsonObject().get("id");
      messages.add(item.getAsJsonObject().get("message").getAsString());
    }
    assertEquals("\"" + last.getAsString() + "\"", header(answer, "ETag"));
    return messages;
  }

  @Test
  void aPollIsAnsweredAsSoonAsSomethingIsPublished() {
    try (news;
        TestBridge bridge = bridge("true")) {
      CompletableFuture<HttpResponse<byte[]>> poll =
          new HttpDoor(bridge).beginGet(TARGET + "&topic=eu");
      news.awaitSubscription();
      assertFalse(poll.isDone());
      news.publish("eu 1");
      assertEquals(List.of("eu 1"), messages(poll.join()));
      Await.await("it to leave", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 0);
    }
  }

  @Test
  void whatIsPublishedBetweenTwoPollsComesWithTheNext() {
    try (news;
        TestBridge bridge = bridge("true")) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> poll = door.beginGet(TARGET);
      news.awaitSubscription().publish("0");
      HttpResponse<byte[]> answer = poll.join();
      List<String> heard = new ArrayList<>(messages(answer));
      for (int i = 1; i <= 200; i++) {
        news.publish(Integer.toString(i));
      }
      while (heard.size() <= 200) {
        answer = door.get(TARGET, MATCH, header(answer, "ETag"));
        heard.addAll(messages(answer));
      }
      for (int i = 0; i <= 200; i++) {
        assertEquals(Integer.toString(i), heard.get(i));
      }
      assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
    }
  }

  @Test
  void aWaitThatEndsInVainKeepsItsPlace() {
    try (news;
        TestBridge bridge = bridge("true")) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> busy = door.beginGet(TARGET + "&topic=much");
      news.awaitSubscription().publish("much");
      expect(200, busy.join());
      HttpResponse<byte[]> vain = door.get("/sub/news?wait=0&topic=little");
      expect(204, "", vain);
      String place = header(vain, "ETag");
      assertTrue(place.matches("\"[0-9a-f]+-1-2\""), place);
      for (int i = 0; i < 2; i++) { // again and again
        vain = door.get("/sub/news?wait=0&topic=little", MATCH, "W/" + place);
        expect(304, "", vain);
        assertEquals(place, header(vain, "ETag"));
        assertEquals("no-store", header(vain, "Cache-Control"));
      }
      news.publish("little");
      assertEquals(List.of("little"), messages(door.get(TARGET + "&topic=little", MATCH, place)));
      assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
    }
  }

  @Test
  void whatIsLostComesFirst() {
    try (news;
        TestBridge bridge = bridge("{messages: 1}")) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> poll = door.beginGet(TARGET);
      news.awaitSubscription().publish("1");
      String place = header(poll.join(), "ETag");
      news.publish("2");
      news.publish("3");
      bridge.awaitCount(Counter.PUBLICATIONS, 3);
      JsonArray items = items(door.get(TARGET, MATCH, place));
      assertEquals(2, items.size());
      assertEquals(
          "{\"after\":1,\"from\":3}", items.get(0).getAsJsonObject().get("data").toString());
      assertEquals("zwb.gap", items.get(0).getAsJsonObject().get("event").getAsString());
      assertEquals("3", items.get(1).getAsJsonObject().get("message").getAsString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0-0\"", "*", "\"\"", "a-1", "\"a-1\", \"b-2\"", "W/\"", "\"\u00e4"})
  void aPlaceThatIsNoneIsToldAtOnceAndOnce(String place) {
    try (news;
        TestBridge bridge = bridge("true")) {
      HttpDoor door = new HttpDoor(bridge);
      HttpResponse<byte[]> answer = door.get(TARGET, MATCH, place);
      JsonArray items = items(answer);
      assertEquals(1, items.size());
      assertEquals("{\"from\":1}", items.get(0).getAsJsonObject().get("data").toString());
      expect(304, "", door.get("/sub/news?wait=0", MATCH, header(answer, "ETag")));
    }
  }

  @Test
  void aPollEndsBeforeItIsHeldTooLong() {
    try (news;
        TestBridge bridge = bridge("true", "deadlines.heldMillis=6000")) {
      expect(204, new HttpDoor(bridge).get("/sub/news?wait=3600"));
      assertEquals(0, bridge.count(Counter.HELD_LATE));
    }
  }

  @Test
  void whoLeavesIsNoSubscriberAnyMore() {
    try (news;
        TestBridge bridge = bridge("true")) {
      CompletableFuture<HttpResponse<byte[]>> poll = new HttpDoor(bridge).beginGet(TARGET);
      Await.await("it", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 1);
      poll.cancel(true);
      Await.await("nobody", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 0);
      assertEquals(1, bridge.count(Counter.HELD_GONE));
    }
  }

  @Test
  void anEndpointThatKeepsNothingIsNotPolled() {
    try (news;
        TestBridge bridge = bridge("false")) {
      HttpResponse<byte[]> answer = new HttpDoor(bridge).get(TARGET);
      expect(409, answer);
      assertTrue(new String(answer.body(), UTF_8).contains("replay: true"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1.5", "%31x", "99999999999999999999"})
  void aWaitIsANumberOfSeconds(String wait) {
    try (news;
        TestBridge bridge = bridge("true")) {
      expect(400, new HttpDoor(bridge).get("/sub/news?wait=" + wait));
      assertEquals(1, bridge.count(Counter.DOORS_MALFORMED));
    }
  }

  @Test
  void headSaysWhatWouldCome() {
    try (news;
        TestBridge bridge = bridge("true")) {
      HttpDoor door = new HttpDoor(bridge);
      for (String[] each :
          List.of(
              new String[] {TARGET, "application/json", "*/*"},
              new String[] {"/sub/news", "text/event-stream", "*/*"},
              new String[] {"/sub/news", "application/x-ndjson", "application/x-ndjson"})) {
        HttpResponse<byte[]> head = door.head(each[0], "Accept", each[2]);
        expect(200, "", head);
        assertEquals(each[1], header(head, "Content-Type"));
        assertEquals("no-store", header(head, "Cache-Control"));
      }
      assertEquals(0, bridge.gauge("news", Gauge.SUBSCRIBERS));
      expect(404, "", door.head("/sub/nothing"));
    }
  }
}
