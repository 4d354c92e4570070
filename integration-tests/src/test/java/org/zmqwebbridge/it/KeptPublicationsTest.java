package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;

/** What the bridge keeps of publications, for pages that ask for it on the second wire. */
final class KeptPublicationsTest {
  private final SecondFrames frames = new SecondFrames(new Variables());

  private static TestBridge with(String address, String offers) {
    return TestBridge.configured(
        "endpoints.quotes={type: SUB, address: \"" + address + "\", " + offers + "}");
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private void send(SecondPage page, String json) {
    page.send(frames.outgoing(json(json)));
  }

  private static JsonObject next(SecondPage page) {
    return page.next(json("{'channel': 1}"));
  }

  /** Subscribes; the answer to the opening. */
  private JsonObject open(SecondPage page, String topic, String wishes) {
    send(
        page,
        "{'op': 'open', 'channel': 1, 'type': 'SUB', 'endpoint': 'quotes', 'topics': ['"
            + topic
            + "']"
            + wishes
            + "}");
    JsonObject opened = next(page);
    assertEquals("opened", Json.text(opened, "op"), opened.toString());
    JsonObject subscribed = next(page);
    assertEquals("subscribed", Json.text(subscribed, "op"), subscribed.toString());
    return opened;
  }

  /** A publication as {@code 3:a/1}, or what else is said, as it is. */
  private static String heard(SecondPage page) {
    JsonObject frame = next(page);
    if (!frame.has("parts")) {
      return frame.toString();
    }
    List<String> parts = new ArrayList<>();
    frame.getAsJsonArray("parts").asList().stream()
        .map(JsonElement::getAsString)
        .forEach(parts::add);
    String offset = frame.has("offset") ? frame.get("offset").getAsLong() + ":" : "";
    return offset + String.join("/", parts);
  }

  @Test
  void aLatePageGetsTheLastValueOfEachTopicOnceAndThenWhatFollows() {
    try (PythonPeer publisher = PythonPeer.start("pub", "0");
        TestBridge bridge = with(publisher.address(), "lastValues: true");
        SecondPage early = new SecondPage(bridge, frames);
        SecondPage late = new SecondPage(bridge, frames)) {
      open(early, "", "");
      publisher.expect("subscribed");
      publisher.send("eur", "1").send("usd", "2").send("eur", "3");
      assertEquals("eur/1", heard(early));
      assertEquals("usd/2", heard(early));
      assertEquals("eur/3", heard(early));
      open(late, "", ", 'last': true");
      assertEquals("eur/3", heard(late));
      assertEquals("usd/2", heard(late));
      publisher.send("usd", "4");
      assertEquals("usd/4", heard(late));
      assertEquals("usd/4", heard(early));
    }
  }

  @Test
  void beyondItsBoundsTheValueThatIsOldestGoesAndIsCounted() {
    try (PubService publisher = new PubService();
        TestBridge bridge = with(publisher.address(), "lastValues: {topics: 1}");
        SecondPage early = new SecondPage(bridge, frames);
        SecondPage late = new SecondPage(bridge, frames)) {
      open(early, "", "");
      publisher.awaitSubscription();
      publisher.publish("eur", "1");
      publisher.publish("usd", "2");
      assertEquals("eur/1", heard(early));
      assertEquals("usd/2", heard(early));
      open(late, "", ", 'last': true");
      assertEquals("usd/2", heard(late));
      assertEquals(1, bridge.count(Counter.LAST_VALUES_EVICTED));
    }
  }

  @Test
  void aPageThatComesBackGetsWhatItMissedOrHearsOfTheGap() {
    try (PythonPeer publisher = PythonPeer.start("pub", "0");
        TestBridge bridge = with(publisher.address(), "replay: {messages: 3}");
        SecondPage stays = new SecondPage(bridge, frames)) {
      String epoch;
      try (SecondPage leaves = new SecondPage(bridge, frames)) {
        epoch = Json.text(open(leaves, "a", ""), "epoch");
        publisher.expect("subscribed");
        publisher.send("a", "1");
        assertEquals("1:a/1", heard(leaves));
      }
      assertEquals(epoch, Json.text(open(stays, "a", ""), "epoch"));
      publisher.send("a", "2").send("a", "3").send("a", "4");
      assertEquals("2:a/2", heard(stays));
      assertEquals("3:a/3", heard(stays));
      assertEquals("4:a/4", heard(stays));
      try (SecondPage back = new SecondPage(bridge, frames)) {
        open(back, "a", ", 'after': {'epoch': '" + epoch + "', 'offset': 1}");
        assertEquals("2:a/2", heard(back));
        assertEquals("3:a/3", heard(back));
        assertEquals("4:a/4", heard(back));
        publisher.send("a", "5");
        assertEquals("5:a/5", heard(back));
        assertEquals("5:a/5", heard(stays));
      }
      try (SecondPage late = new SecondPage(bridge, frames)) {
        open(late, "a", ", 'after': {'epoch': '" + epoch + "', 'offset': 1}");
        assertEquals(json("{'op': 'gap', 'channel': 1, 'after': 1, 'from': 3}"), next(late));
        assertEquals("3:a/3", heard(late));
        assertEquals("4:a/4", heard(late));
        assertEquals("5:a/5", heard(late));
        assertEquals(1, bridge.count(Counter.REPLAY_GAPS));
      }
    }
  }

  @Test
  void ofATopicThatNobodyHeardMeanwhileAGapIsTold() {
    try (PubService publisher = new PubService();
        TestBridge bridge = with(publisher.address(), "replay: true");
        SecondPage other = new SecondPage(bridge, frames);
        SecondPage page = new SecondPage(bridge, frames)) {
      String epoch = Json.text(open(other, "b", ""), "epoch");
      publisher.awaitSubscription();
      publisher.publish("b", "1");
      publisher.publish("b", "2");
      assertEquals("1:b/1", heard(other));
      assertEquals("2:b/2", heard(other));
      open(page, "a", ", 'after': {'epoch': '" + epoch + "', 'offset': 1}");
      assertEquals(json("{'op': 'gap', 'channel': 1, 'after': 1, 'from': 3}"), next(page));
      publisher.awaitSubscription();
      publisher.publish("a", "3");
      assertEquals("3:a/3", heard(page));
    }
  }

  @Test
  void anotherBridgeHasAnotherEpoch() {
    try (PubService publisher = new PubService()) {
      String first;
      try (TestBridge bridge = with(publisher.address(), "replay: true");
          SecondPage page = new SecondPage(bridge, frames)) {
        first = Json.text(open(page, "", ""), "epoch");
      }
      try (TestBridge bridge = with(publisher.address(), "replay: true");
          SecondPage page = new SecondPage(bridge, frames)) {
        assertNotEquals(first, Json.text(open(page, "", ""), "epoch"));
      }
    }
  }
}
