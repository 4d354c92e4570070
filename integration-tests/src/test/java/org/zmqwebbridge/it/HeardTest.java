package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** A page is told when its service has heard its subscription, and not before. */
final class HeardTest {
  private final SecondFrames frames = new SecondFrames(new Variables());

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private static TestBridge with(String fresh, String... addresses) {
    String all = "[\"" + String.join("\", \"", addresses) + "\"]";
    return TestBridge.configured(
        "endpoints.quotes={type: SUB, address: " + all + ", fresh: " + fresh + "}");
  }

  private SecondPage opens(TestBridge bridge) {
    SecondPage page = new SecondPage(bridge, frames);
    say(page, "'op': 'open', 'type': 'SUB', 'endpoint': 'quotes', 'notices': true");
    assertEquals("opened", Json.text(next(page), "op"));
    return page;
  }

  private void say(SecondPage page, String members) {
    page.send(frames.outgoing(json("{'channel': 1, " + members + "}")));
  }

  private void subscribes(SecondPage page, String topic) {
    say(page, "'op': 'subscribe', 'topics': ['" + topic + "'], 'heard': true");
    is(page, "subscribed", topic);
  }

  /** What comes next, but for notices. */
  private static JsonObject next(SecondPage page) {
    JsonObject next = any(page);
    while (next.has("notice")) {
      next = any(page);
    }
    return next;
  }

  private static JsonObject any(SecondPage page) {
    return page.next(json("{'channel': 1}"));
  }

  private static void isToldThatItsServiceHasGone(SecondPage page) {
    JsonObject next = any(page);
    while (!"service_absent".equals(Json.text(next, "notice"))) {
      next = any(page);
    }
  }

  private static void is(SecondPage page, String op, String topic) {
    assertEquals(
        json("{'op': '" + op + "', 'channel': 1, 'topics': ['" + topic + "']}"), next(page));
  }

  private static void comes(SecondPage page, String first, String second) {
    assertEquals(
        json("{'kind': 'MESSAGE', 'channel': 1, 'parts': ['" + first + "', '" + second + "']}"),
        next(page));
  }

  @Test
  void allThatACachePublishesAfterItHasHeardComes() {
    try (LastValueCache cache = new LastValueCache("NOVA");
        TestBridge bridge = with("true", cache.address())) {
      SecondPage page = opens(bridge);
      subscribes(page, "NOVA");
      is(page, "heard", "NOVA");
      cache.publishes(true);
      for (int value = 0; value < 100; value++) {
        comes(page, "NOVA", Integer.toString(value));
      }
      SecondPage late = opens(bridge);
      subscribes(late, "NOVA");
      JsonObject heard = next(late);
      while (heard.has("parts")) { // it is published all the time
        heard = next(late);
      }
      assertEquals("heard", Json.text(heard, "op"));
      page.closeUnread();
      late.closeUnread();
    }
  }

  @Test
  void eachServiceOfAnEndpointMustHaveHeard() {
    try (PubService one = new PubService();
        PubService other = new PubService();
        TestBridge bridge = with("true", one.address(), other.address())) {
      SecondPage page = opens(bridge);
      subscribes(page, "NOVA");
      one.awaitSubscription().publish("NOVA", "of one");
      comes(page, "NOVA", "of one");
      other.awaitSubscription().publish("NOVA", "of the other");
      is(page, "heard", "NOVA");
      comes(page, "NOVA", "of the other");
      page.closeUnread();
    }
  }

  @Test
  void anXpubOfLibzmqThatAnswersSubscriptionsIsHeardAgainAfterItsRestart() {
    int port = FreePort.find();
    try (TestBridge bridge = with("{welcome: hello}", "tcp://127.0.0.1:" + port)) {
      SecondPage page = opens(bridge);
      try (PythonPeer service = welcome(port, "you")) {
        subscribes(page, "NOVA");
        is(page, "heard", "NOVA");
        comes(page, "NOVA", "you");
        service.expect("subscribed");
      }
      isToldThatItsServiceHasGone(page);
      subscribes(page, "NOVA");
      try (PythonPeer again = welcome(port, "again")) {
        is(page, "heard", "NOVA");
        comes(page, "NOVA", "again");
        again.expect("subscribed");
      }
      page.closeUnread();
    }
  }

  private static PythonPeer welcome(int port, String... answer) {
    String[] arguments =
        answer.length == 0
            ? new String[] {Integer.toString(port), "hello"}
            : new String[] {Integer.toString(port), "hello", answer[0]};
    PythonPeer peer = PythonPeer.start("welcome", arguments);
    assertEquals("tcp://127.0.0.1:" + port, peer.address());
    return peer;
  }

  /** It goes to each new connection, before any of its subscriptions has been read. */
  @Test
  void theWelcomeMessageOfAnXpubIsTakenForNoAnswer() {
    int port = FreePort.find();
    try (TestBridge bridge = with("{welcome: hello}", "tcp://127.0.0.1:" + port)) {
      SecondPage page = opens(bridge);
      subscribes(page, "");
      try (PythonPeer service = welcome(port)) {
        assertEquals(json("{'kind': 'MESSAGE', 'channel': 1, 'parts': ['hello']}"), next(page));
        service.expect("subscribed");
        service.send("NOVA", "1");
        is(page, "heard", "");
        comes(page, "NOVA", "1");
      }
      page.closeUnread();
    }
  }
}
