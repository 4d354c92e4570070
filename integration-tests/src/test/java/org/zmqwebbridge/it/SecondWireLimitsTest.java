package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;

/** What pages may take on the second wire, by the names of the settings. */
final class SecondWireLimitsTest {
  private final SecondFrames frames = new SecondFrames(new Variables());

  private static TestBridge with(RouterService service, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "endpoints.service={type: REQ, address: \"" + service.address() + "\"}";
    all[settings.length + 1] = "endpoints.news={type: SUB, address: \"tcp://127.0.0.1:1\"}";
    return TestBridge.configured(all);
  }

  private SecondPage page(TestBridge bridge) {
    return new SecondPage(bridge, frames);
  }

  private void send(SecondPage page, String json) {
    page.send(frames.outgoing(json(json)));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private JsonObject next(SecondPage page, long channel) {
    return page.next(channel == 0 ? json("{}") : json("{'channel': " + channel + "}"));
  }

  private static void isError(int code, JsonObject frame) {
    assertEquals("error", Json.text(frame, "op"), frame.toString());
    assertEquals(code, frame.get("code").getAsInt(), frame.toString());
  }

  private void open(SecondPage page, String type, String endpoint) {
    send(
        page,
        "{'op': 'open', 'channel': 1, 'type': '" + type + "', 'endpoint': '" + endpoint + "'}");
    assertEquals("opened", Json.text(next(page, 1), "op"));
  }

  @Test
  @Reaches("limits.maxParts")
  void aRequestOfTooManyPartsEndsAlone() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxParts=2");
        SecondPage page = page(bridge)) {
      open(page, "REQ", "service");
      DataFrame request = new DataFrame.Request(1, 7, 0, Collections.nCopies(3, new byte[0]));
      page.send(new RawPage.Message(true, DataCodec.encode(request)));
      JsonObject outcome = next(page, 1);
      assertEquals("failed", Json.text(outcome, "op"));
      assertEquals(1404, outcome.get("code").getAsInt());
      assertEquals(1, bridge.count(Counter.REQUESTS_TOO_LARGE));
    }
  }

  @Test
  @Reaches("limits.maxControlBytes")
  void aControlMessageThatIsTooLongEndsAlone() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxControlBytes=1024");
        SecondPage page = page(bridge)) {
      page.send(new RawPage.Message(false, "{".repeat(1025).getBytes(UTF_8)));
      isError(1404, next(page, 0));
      open(page, "REQ", "service");
      assertEquals(1, bridge.count(Counter.WIRE_ERRORS));
    }
  }

  @Test
  @Reaches({"limits.maxTopicBytes", "limits.maxTopicsPerConnection"})
  void topicsThatAreTooLongOrTooManyDoNotHold() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            with(service, "limits.maxTopicBytes=2", "limits.maxTopicsPerConnection=1");
        SecondPage page = page(bridge)) {
      open(page, "SUB", "news");
      send(page, "{'op': 'subscribe', 'channel': 1, 'topics': ['abc', 'ab', 'cd']}");
      isError(2007, next(page, 1));
      isError(2008, next(page, 1));
      assertEquals("[\"ab\"]", next(page, 1).get("topics").toString());
      assertEquals(2, bridge.count(Counter.WIRE_ERRORS));
    }
  }

  @Test
  @Reaches("limits.maxErrorsPerSecond")
  void aPageThatSendsNonsenseIsToldSoOnlySoOften() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxErrorsPerSecond=3");
        SecondPage page = page(bridge)) {
      for (int i = 0; i < 1_000; i++) {
        send(page, "{'op': 'nonsense'}");
      }
      bridge.awaitCount(Counter.WIRE_ERRORS, 1_000);
      long told = 1_000 - bridge.count(Counter.WIRE_ERRORS_UNTOLD);
      assertTrue(told >= 3 && told < 500, told + " were told");
      for (long i = 0; i < told; i++) {
        isError(2003, next(page, 0));
      }
      open(page, "REQ", "service");
    }
  }

  @Test
  @Reaches("deadlines.heartbeatMillis")
  void aPageThatHearsNothingElseHearsABeat() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "deadlines.heartbeatMillis=1000");
        SecondPage page = page(bridge)) {
      assertEquals(1_000, page.welcome().get("heartbeatMillis").getAsLong());
      page.next(json("{'op': 'beat'}"));
      assertTrue(bridge.count(Counter.WIRE_BEATS) >= 1);
      page.closeUnread();
    }
  }

  @Test
  @Reaches("limits.maxMessagesAwaitingCredit")
  void beyondWhatMayWaitForCreditTheOldestGoAndThePageIsTold() {
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.news={type: SUB, address: \"" + news.address() + "\"}",
                "limits.maxMessagesAwaitingCredit=2");
        SecondPage page = page(bridge)) {
      subscribed(page, news, 1);
      for (int i = 0; i < 5; i++) {
        news.publish("n", Integer.toString(i));
      }
      assertEquals("[\"n\",\"0\"]", next(page, 1).get("parts").toString());
      bridge.awaitCount(Counter.CREDIT_OVERFLOWED, 2);
      send(page, "{'op': 'credit', 'channel': 1, 'messages': 2}");
      JsonObject dropped = next(page, 1);
      assertEquals(2, dropped.get("messages").getAsInt(), dropped.toString());
      assertEquals(1501, dropped.get("code").getAsInt());
      assertEquals("[\"n\",\"3\"]", next(page, 1).get("parts").toString());
      assertEquals("[\"n\",\"4\"]", next(page, 1).get("parts").toString());
    }
  }

  private void subscribed(SecondPage page, PubService news, int credit) {
    send(
        page,
        "{'op': 'open', 'channel': 1, 'type': 'SUB', 'endpoint': 'news', 'topics': ['n'], 'credit': "
            + credit
            + "}");
    assertEquals("opened", Json.text(next(page, 1), "op"));
    assertEquals("subscribed", Json.text(next(page, 1), "op"));
    news.awaitSubscription();
  }

  @Test
  @Reaches("limits.maxBytesAwaitingCredit")
  void anAskThatFindsNoRoomToWaitForCreditIsAnsweredWithOverflow() {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.configured(
                "endpoints.desk={type: REP, address: \"" + address + "\"}",
                "limits.maxBytesAwaitingCredit=1024");
        SecondPage page = page(bridge);
        Asker asker = Asker.dealer(address)) {
      send(
          page,
          "{'op': 'open', 'channel': 1, 'type': 'REP', 'endpoint': 'desk', 'identity': 'd',"
              + " 'credit': 0}");
      assertEquals("opened", Json.text(next(page, 1), "op"));
      asker.ask("", "x".repeat(800), "d").ask("", "y".repeat(800), "d");
      asker.expectError("overflow");
      assertEquals(1, bridge.count(Counter.CREDIT_OVERFLOWED));
      send(page, "{'op': 'credit', 'channel': 1, 'messages': 1}");
      assertTrue(next(page, 1).get("parts").toString().startsWith("[\"xxx"));
    }
  }

  @Test
  void whatIsLostOnTheWayToAPageGivesItsCreditBack() {
    String payload = "x".repeat(50_000);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.news={type: SUB, address: \"" + news.address() + "\"}",
                "limits.maxQueuedBytes=200000",
                "deadlines.writeMillis=60000");
        SecondPage page = new SecondPage(bridge.upgrade().receiveBuffer(4096), frames)) {
      subscribed(page, news, 1_000);
      int published = 0;
      for (; published < 1_000 && bridge.count(Counter.DELIVERIES_DROPPED) == 0; published++) {
        news.publish("n", published + payload);
        bridge.awaitCount(Counter.DELIVERIES, published + 1);
      }
      int heard = 0;
      long dropped = 0;
      while (heard + dropped < published) {
        JsonObject frame = next(page, 1);
        heard += frame.has("parts") ? 1 : 0;
        dropped += frame.has("messages") ? frame.get("messages").getAsLong() : 0;
      }
      for (int i = heard; i < 1_000; i++) {
        news.publish("n", "y");
        assertTrue(next(page, 1).has("parts"), "of 1,000 allowed, all come");
      }
      news.publish("n", "one too many");
      send(page, "{'op': 'ping', 'id': 1}");
      assertEquals("pong", Json.text(next(page, 0), "op"));
    }
  }
}
