package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;

/** Pages on the second wire that want fewer publications than come. */
final class ConflationTest {
  private static final int PUBLISHED = 200;

  private final SecondFrames frames = new SecondFrames(new Variables());

  private static TestBridge with(PubService publisher, String conflation) {
    return TestBridge.configured(
        "endpoints.quotes={type: SUB, address: \""
            + publisher.address()
            + "\", conflation: "
            + conflation
            + "}");
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private static JsonObject next(SecondPage page) {
    return page.next(json("{'channel': 1}"));
  }

  private void open(SecondPage page, String wishes) {
    page.send(
        frames.outgoing(
            json(
                "{'op': 'open', 'channel': 1, 'type': 'SUB', 'endpoint': 'quotes', 'topics': ['']"
                    + wishes
                    + "}")));
    assertEquals("opened", Json.text(next(page), "op"));
    assertEquals("subscribed", Json.text(next(page), "op"));
  }

  /** Publishes many on one topic, in a burst. */
  private static void publish(PubService publisher) {
    publisher.awaitSubscription();
    for (int i = 1; i <= PUBLISHED; i++) {
      publisher.publish("eur", Integer.toString(i));
    }
  }

  /** How many come, from the first to the last that was published. */
  private static int received(SecondPage page) {
    int number = 0;
    int count = 0;
    while (number < PUBLISHED) {
      int next = next(page).getAsJsonArray("parts").get(1).getAsInt();
      assertTrue(next > number, next + " after " + number);
      assertTrue(count > 0 || next == 1, "the first goes at once");
      number = next;
      count++;
    }
    return count;
  }

  @Test
  void aPageThatWantsFewerGetsTheLatestAndTheOthersAreCounted() {
    try (PubService publisher = new PubService();
        TestBridge bridge = with(publisher, "true");
        SecondPage fewer = new SecondPage(bridge, frames);
        SecondPage all = new SecondPage(bridge, frames)) {
      open(all, "");
      open(fewer, ", 'perSecond': 1");
      publish(publisher);
      assertEquals(PUBLISHED, received(all));
      int got = received(fewer);
      assertEquals(PUBLISHED, got + bridge.count(Counter.PUBLICATIONS_CONFLATED));
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
    }
  }

  @Test
  void noPageGetsMoreThanItsEndpointAllows() {
    try (PubService publisher = new PubService();
        TestBridge bridge = with(publisher, "{maxPerSecond: 1}");
        SecondPage page = new SecondPage(bridge, frames);
        SecondPage greedy = new SecondPage(bridge, frames)) {
      open(page, "");
      open(greedy, ", 'perSecond': 1000");
      publish(publisher);
      int got = received(page) + received(greedy);
      assertEquals(2 * PUBLISHED, got + bridge.count(Counter.PUBLICATIONS_CONFLATED));
      assertTrue(got < 2 * PUBLISHED);
    }
  }

  @Test
  void withoutRoomToWaitPublicationsComeSoonerAndThatIsCounted() {
    try (PubService publisher = new PubService();
        TestBridge bridge = with(publisher, "{bytes: 1024}");
        SecondPage page = new SecondPage(bridge, frames)) {
      open(page, ", 'perSecond': 1");
      publisher.awaitSubscription();
      for (int i = 1; i <= 10; i++) {
        publisher.publish("topic " + i, "1");
        publisher.publish("topic " + i, "2");
      }
      for (int i = 1; i <= 20; i++) {
        assertTrue(next(page).has("parts"));
      }
      assertTrue(bridge.count(Counter.CONFLATION_OVERFLOWED) > 0);
    }
  }
}
