package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.observe.Counter;

/** The service's own answer to a new subscription reaches each page that asks for it. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class FreshTest {
  private final SecondFrames frames = new SecondFrames(new Variables());

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private static TestBridge with(String address, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("endpoints.quotes={type: SUB, address: \"" + address + "\", fresh: true}");
    return TestBridge.configured(settings.toArray(String[]::new));
  }

  private void opens(SecondPage page, int channel) {
    page.send(
        frames.outgoing(
            json(
                "{'op': 'open', 'type': 'SUB', 'endpoint': 'quotes', 'topics': ['NOVA'],"
                    + " 'fresh': true, 'channel': "
                    + channel
                    + "}")));
    assertEquals("opened", Json.text(next(page, channel), "op"));
    assertEquals("subscribed", Json.text(next(page, channel), "op"));
  }

  private static JsonObject next(SecondPage page, int channel) {
    return page.next(json("{'channel': " + channel + "}"));
  }

  private static int value(SecondPage page) {
    return value(page, 1);
  }

  private static int value(SecondPage page, int channel) {
    JsonObject frame = next(page, channel);
    JsonArray parts = frame.getAsJsonArray("parts");
    assertEquals("NOVA", parts.get(0).getAsString());
    return parts.get(1).getAsInt();
  }

  @Test
  void everyPageGetsTheLastValueNotOnlyTheFirst() {
    try (LastValueCache cache = new LastValueCache("NOVA");
        TestBridge bridge = with(cache.address())) {
      List<SecondPage> pages = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SecondPage page = new SecondPage(bridge, frames);
        pages.add(page);
        opens(page, 1);
        assertEquals(0, value(page));
      }
      bridge.awaitCount(Counter.FRESH_CONNECTIONS, 3);
      pages.forEach(SecondPage::closeUnread);
    }
  }

  @Test
  void whileTheServicePublishesALatePageHasItsLastValueFirstAndThenAllThatFollows() {
    try (LastValueCache cache = new LastValueCache("NOVA");
        TestBridge bridge = with(cache.address());
        SecondPage early = new SecondPage(bridge, frames)) {
      opens(early, 1);
      assertEquals(0, value(early));
      cache.publishes(true);
      for (int i = 0; i < 3; i++) {
        SecondPage late = new SecondPage(bridge, frames);
        opens(late, 1);
        int value = value(late);
        for (int heard = 0; heard < 500; heard++) {
          int following = value(late);
          assertTrue(
              following == value || following == value + 1, following + " came after " + value);
          value = following;
        }
        late.closeUnread();
      }
      assertEquals(0, bridge.count(Counter.FRESH_UNANSWERED));
      early.closeUnread();
    }
  }

  @Test
  @Reaches("deadlines.freshMillis")
  void whereNobodyAnswersNothingIsLostAndThePageWaitsForAMomentOnly() {
    try (PubService publisher = new PubService();
        TestBridge bridge = with(publisher.address(), "deadlines.freshMillis=300");
        SecondPage page = new SecondPage(bridge, frames)) {
      opens(page, 1);
      publisher.awaitSubscription();
      bridge.awaitCount(Counter.FRESH_UNANSWERED, 1);
      opens(page, 2);
      int published = 500; // before, while and after it is asked
      for (int i = 0; i < published; i++) {
        publisher.publish("NOVA", Integer.toString(i));
        bridge.awaitCount(Counter.PUBLICATIONS, i + 1);
      }
      for (int i = 0; i < published; i++) {
        assertEquals(i, value(page, 1));
        assertEquals(i, value(page, 2));
      }
      bridge.awaitCount(Counter.FRESH_CONNECTIONS, 2);
    }
  }

  @Test
  @Reaches({"limits.maxFreshConnections", "limits.maxFreshWaiting"})
  void soManyAskAtOnceAndSoManyWait() {
    try (TestBridge bridge =
            with(
                "tcp://127.0.0.1:" + FreePort.find(),
                "limits.maxFreshConnections=1",
                "limits.maxFreshWaiting=1",
                "deadlines.freshMillis=60000");
        SecondPage page = new SecondPage(bridge, frames)) {
      for (int channel = 1; channel <= 3; channel++) {
        opens(page, channel);
      }
      bridge.awaitCount(Counter.FRESH_OVERFLOWED, 1);
      assertEquals(1, bridge.count(Counter.FRESH_CONNECTIONS));
      assertEquals(0, bridge.count(Counter.FRESH_UNANSWERED));
    }
  }
}
