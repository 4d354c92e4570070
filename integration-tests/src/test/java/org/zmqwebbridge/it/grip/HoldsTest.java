package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.observe.Counter;

/** Stream and response holds: the reference's b.2, with a real origin and real clients. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class HoldsTest {
  private static final String NEWS =
      "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"content\":\"news\\n\"},"
          + "\"http-response\":{\"body\":\"news\\n\"}}";
  private static final String CLOSE =
      "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"action\":\"close\"}}";

  private static GripBridge bridge(HoldOrigin origin, String... options) {
    return GripBridge.start("* 127.0.0.1:" + origin.port() + String.join("", options));
  }

  private static Answer stream(String body, String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.addAll(List.of("Content-Type", "text/plain", "Grip-Hold", "stream"));
    return Answer.ok(body, headers.toArray(String[]::new));
  }

  @Test
  void streamsSayTheirBodyWhatIsPublishedAndEnd() {
    try (HoldOrigin origin = new HoldOrigin(asked -> stream("welcome\n", "Grip-Channel", "fruit"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      String head = held.head(200);
      assertFalse(head.contains("Grip-"), head);
      assertFalse(head.contains("Content-Length"), head);
      held.expect("welcome\n");
      bridge.awaitChannels(1);
      bridge.publish(NEWS);
      held.expect("news\n");
      bridge.publish(CLOSE);
      assertEquals("", held.chunk());
    }
  }

  @Test
  void whoHasSeenTheBeginningHearsAllThatIsPublishedThen() {
    try (HoldOrigin origin = new HoldOrigin(asked -> stream("welcome\n", "Grip-Channel", "fruit"));
        GripBridge bridge = bridge(origin)) {
      for (int round = 0; round < 100; round++) {
        try (HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
          held.head(200);
          held.expect("welcome\n");
          bridge.publish(NEWS);
          held.expect("news\n");
        }
      }
    }
  }

  @Test
  void clientsOfOldHttpHearTheEndByTheConnections() {
    try (HoldOrigin origin = new HoldOrigin(asked -> stream("welcome\n", "Grip-Channel", "fruit"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = HeldRequest.of(bridge.port(), "GET /s HTTP/1.0", "")) {
      held.head(200);
      assertEquals("welcome\n", held.bytes(8));
      bridge.awaitChannels(1);
      bridge.publish(NEWS, CLOSE);
      assertEquals("news\n", held.rest());
    }
  }

  @Test
  void longFirstBodiesOfStreamsAreStreamed() {
    String body = "0123456789".repeat(50_000);
    try (HoldOrigin origin = new HoldOrigin(asked -> stream(body, "Grip-Channel", "fruit"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      held.expect(body);
      bridge.awaitChannels(1);
      bridge.publish(NEWS);
      held.expect("news\n");
    }
  }

  @Test
  void keepAlivesAreSaidInSilence() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    stream(
                        "",
                        "Grip-Channel",
                        "fruit",
                        "Grip-Keep-Alive",
                        "\\n; format=cstring; timeout=1"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      held.expect("\n").expect("\n");
    }
  }

  @Test
  void responsesAreAnsweredByWhatIsPublishedWithTheHeadersOfBoth() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        "late\n",
                        "Content-Type",
                        "application/json",
                        "X-kept",
                        "1",
                        "Grip-Hold",
                        "response",
                        "Grip-Channel",
                        "fruit"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/lp")) {
      bridge.awaitChannels(1);
      bridge.publish(
          "\"channel\":\"fruit\",\"formats\":{\"http-response\":{\"code\":201,\"reason\":\"Yep\","
              + "\"headers\":{\"Content-Type\":\"text/html\"},\"body\":\"news\\n\"}}");
      String head = held.head(201);
      assertTrue(head.startsWith("HTTP/1.1 201 Yep\r\n"), head);
      assertTrue(head.contains("X-kept: 1"), head);
      assertTrue(head.contains("Content-Type: text/html"), head);
      assertFalse(head.contains("json"), head);
      assertEquals("news\n", held.bytes(5));
    }
  }

  @Test
  void aHoldBelowFiveSecondsLastsFiveSeconds() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        "late\n",
                        "Grip-Hold",
                        "response",
                        "Grip-Channel",
                        "fruit",
                        "Grip-Timeout",
                        "2",
                        "Grip-Status",
                        "202 Waited"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/lp")) {
      long before = System.nanoTime();
      String head = held.head(202);
      assertTrue(head.startsWith("HTTP/1.1 202 Waited\r\n"), head);
      assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(4_900));
      assertEquals("late\n", held.bytes(5));
      assertEquals(1, origin.unread(), "a first subscriber makes no second request");
    }
  }

  @Test
  void aHoldWithoutAChannelIsAccepted() {
    try (HoldOrigin origin = new HoldOrigin(asked -> stream("welcome\n"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      held.expect("welcome\n");
    }
  }

  @Test
  void aChannelWithoutAHoldIsOnlyStripped() {
    try (HoldOrigin origin =
            new HoldOrigin(asked -> Answer.ok("plain\n", "Grip-Channel", "fruit"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/p")) {
      String head = held.head(200);
      assertFalse(head.contains("Grip-"), head);
      assertEquals("plain\n", held.bytes(6));
    }
  }

  @Test
  void bogusHoldsAreAnsweredWith502() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.target().equals("/bogus")
                        ? Answer.ok("", "Grip-Hold", "bogus")
                        : stream("", "Grip-Channel", "fruit; prev-id=1"));
        GripBridge bridge = bridge(origin);
        HeldRequest bogus = new HeldRequest(bridge.port(), "/bogus");
        HeldRequest unlinked = new HeldRequest(bridge.port(), "/unlinked")) {
      bogus.head(502);
      unlinked.head(502);
      assertEquals(2, bridge.bridge().count(Counter.GRIP_MALFORMED));
    }
  }

  @Test
  void jsonInstructsHoldToo() {
    String instruct =
        "{\"hold\":{\"mode\":\"stream\",\"channels\":[{\"name\":\"fruit\"}]},"
            + "\"response\":{\"headers\":{\"X-One\":\"1\"},\"body\":\"welcome\\n\"}}";
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        instruct, "Content-Type", "application/grip-instruct", "X-Lost", "1"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      String head = held.head(200);
      assertTrue(head.contains("X-One: 1"), head);
      assertFalse(head.contains("X-lost"), head);
      held.expect("welcome\n");
      bridge.awaitChannels(1);
      bridge.publish(NEWS);
      held.expect("news\n");
    }
  }

  @Test
  void filtersAndContentFiltersDecideWhoGetsWhat() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    stream(
                        "",
                        "Grip-Channel",
                        "fruit; filter=skip-self; filter=var-subst",
                        "Grip-Set-Meta",
                        "user=\"alice\", name=\"Al\""));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      bridge.awaitChannels(1);
      bridge.publish(
          "\"channel\":\"fruit\",\"meta\":{\"sender\":\"alice\"},"
              + "\"formats\":{\"http-stream\":{\"content\":\"own\"}}",
          "\"channel\":\"fruit\",\"formats\":{\"http-stream\":"
              + "{\"content\":\"other\",\"content-filters\":[\"build-id\"]}}",
          "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"content\":\"hi %(name)s\"}}");
      held.expect("hi Al");
    }
  }

  /** As Debian's Pushpin 1.36 does: the others of the channel count. */
  @Test
  void filtersThatNobodyKnowsArePassedOverAndCounted() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    stream(
                        "",
                        "Grip-Channel",
                        "fruit; filter=skip-self; filter=bogus; filter=var-subst",
                        "Grip-Set-Meta",
                        "user=\"alice\", name=\"Al\""));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      bridge.awaitChannels(1);
      bridge.publish(
          "\"channel\":\"fruit\",\"meta\":{\"sender\":\"alice\"},"
              + "\"formats\":{\"http-stream\":{\"content\":\"own\"}}",
          "\"channel\":\"fruit\",\"formats\":{\"http-stream\":"
              + "{\"content\":\"hi %(name)s\",\"content-filters\":[\"var-subst\"]}}");
      held.expect("hi Al");
      assertEquals(1, bridge.bridge().count(Counter.GRIP_FILTERS_UNKNOWN));
    }
  }

  @Test
  void onlySoManyChannelsAreHeard() {
    List<String> headers = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      headers.add("Grip-Channel");
      headers.add("c" + i);
    }
    try (HoldOrigin origin = new HoldOrigin(asked -> stream("", headers.toArray(String[]::new)));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      bridge.awaitChannels(20);
      assertEquals(5, bridge.bridge().count(Counter.GRIP_SUBSCRIPTIONS_REFUSED));
    }
  }
}
