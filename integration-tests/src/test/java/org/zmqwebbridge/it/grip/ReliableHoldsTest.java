package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.observe.Counter;

/** Nothing is lost between an origin and its clients: the reference's rows 14, 15, 21 and 23. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class ReliableHoldsTest {
  private static GripBridge bridge(HoldOrigin origin) {
    return GripBridge.soon("* 127.0.0.1:" + origin.port());
  }

  private static String item(String id, String previous, String content) {
    return "\"channel\":\"fruit\",\"id\":\""
        + id
        + "\",\"prev-id\":\""
        + previous
        + "\",\"formats\":{\"http-stream\":{\"content\":\""
        + content
        + "\"},\"http-response\":{\"body\":\""
        + content
        + "\"}}";
  }

  private static Answer stream(String body, String position, String link) {
    List<String> headers =
        new ArrayList<>(
            List.of("Grip-Hold", "stream", "Grip-Channel", "fruit; prev-id=" + position));
    if (!link.isEmpty()) {
      headers.addAll(List.of("Grip-Link", link));
    }
    return Answer.ok(body, headers.toArray(String[]::new));
  }

  private static Answer response(String position) {
    return Answer.ok(
        "late\n", "Grip-Hold", "response", "Grip-Channel", "fruit; prev-id=" + position);
  }

  @Test
  void aPollThatMissedSomethingIsAskedForAgain() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.header("Grip-Last").isEmpty() ? response("1") : Answer.ok("item 2\n"));
        GripBridge bridge = bridge(origin);
        HeldRequest first = new HeldRequest(bridge.port(), "/lp")) {
      bridge.awaitChannels(1);
      origin.next();
      bridge.publish(item("2", "1", "two"));
      first.head(200);
      assertEquals("two", first.bytes(3));
      try (HeldRequest late = HeldRequest.of(bridge.port(), "POST /lp HTTP/1.1", "body")) {
        late.head(200);
        assertEquals("item 2\n", late.bytes(7));
        assertEquals("", origin.next().header("Grip-Last"));
        Asked again = origin.next();
        assertEquals("fruit; last-id=1", again.header("Grip-Last"));
        assertEquals("POST body", again.method() + " " + again.body());
      }
    }
  }

  @Test
  void aPollThatHearsOfSomethingAfterWhatItMissedIsAskedForAgain() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.header("Grip-Last").isEmpty() ? response("1") : Answer.ok("items\n"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/lp")) {
      bridge.awaitChannels(1);
      bridge.publish(item("3", "2", "three"));
      held.head(200);
      assertEquals("items\n", held.bytes(6));
    }
  }

  @Test
  void hintsHaveOriginsAsked() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.header("Grip-Last").isEmpty() ? response("1") : Answer.ok("items\n"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/lp")) {
      bridge.awaitChannels(1);
      bridge.publish("\"channel\":\"fruit\",\"formats\":{\"http-response\":{\"action\":\"hint\"}}");
      held.head(200);
      assertEquals("items\n", held.bytes(6));
    }
  }

  @Test
  void aStreamThatMissedSomethingGoesOnAtItsLink() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.target().equals("/s")
                        ? stream("begin\n", "1", "<more?a=b>; rel=next")
                        : asked.header("Grip-Last").endsWith("=1")
                            ? stream("2 3\n", "3", "<more?a=b>; rel=next")
                            : stream("four\n", "4", "<more?a=b>; rel=next"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s", "Cookie: secret=1")) {
      held.head(200);
      held.expect("begin\n");
      bridge.awaitChannels(1);
      origin.next();
      bridge.publish(item("3", "2", "three\\n"));
      held.expect("2 3\n");
      Asked more = origin.next();
      assertEquals("GET /more?a=b", more.method() + " " + more.target());
      assertEquals("fruit; last-id=1", more.header("Grip-Last"));
      assertEquals("", more.header("Cookie"));
      bridge.publish(item("4", "3", "four\\n")); // heard, or fetched if it comes too early
      held.expect("four\n");
    }
  }

  @Test
  void hintsAndIdleTimesHaveLinksAsked() {
    for (boolean isHint : new boolean[] {true, false}) {
      String timeout = isHint ? "" : "; timeout=1";
      try (HoldOrigin origin =
              new HoldOrigin(
                  asked ->
                      asked.target().equals("/s")
                          ? stream("begin\n", "1", "</more>; rel=next" + timeout)
                          : stream("more\n", "1", "</more>; rel=next"));
          GripBridge bridge = bridge(origin);
          HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
        held.head(200);
        held.expect("begin\n");
        bridge.awaitChannels(1);
        if (isHint) {
          bridge.publish(
              "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"action\":\"hint\"}}");
        }
        held.expect("more\n");
      }
    }
  }

  @Test
  void pagesWithoutAHoldFollowOnEachOtherUntilThereIsNoLink() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    switch (asked.target()) {
                      case "/p/1" -> Answer.ok("one\n", "Grip-Link", "<2>; rel=next");
                      case "/p/2" -> Answer.ok("two\n", "Grip-Link", "</p/3>; rel=next");
                      default -> Answer.ok("three\n");
                    });
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/p/1")) {
      held.head(200);
      held.expect("one\ntwo\nthree\n");
      assertEquals("", held.chunk());
    }
  }

  @Test
  void loopsOfLinksEnd() {
    try (HoldOrigin origin =
            new HoldOrigin(asked -> Answer.ok("again\n", "Grip-Link", "</loop>; rel=next"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/loop")) {
      held.head(200);
      held.expect("again\n".repeat(7));
      assertEquals("", held.chunk());
      assertEquals(1, bridge.bridge().count(Counter.GRIP_MALFORMED));
    }
  }

  @Test
  void linksToOtherHostsAreNotFollowed() {
    try (HoldOrigin origin =
            new HoldOrigin(asked -> stream("", "1", "<http://elsewhere.example/>; rel=next"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(502);
    }
  }

  @Test
  void anOriginThatRestartsIsAskedForTheLinkAgain() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.target().equals("/s")
                        ? stream("begin\n", "1", "</more>; rel=next")
                        : stream("2 3\n", "3", "</more>; rel=next"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      held.expect("begin\n");
      bridge.awaitChannels(1);
      origin.down();
      bridge.publish(item("3", "2", "three\\n"));
      bridge.bridge().awaitCount(Counter.GRIP_ORIGIN_RETRIED, 1);
      origin.up();
      held.expect("2 3\n");
    }
  }

  @Test
  void manyStreamsShareOneRequestForALink() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.target().equals("/s")
                        ? stream("begin\n", "1", "</more>; rel=next")
                        : stream("2 3\n", "3", "</more>; rel=next"));
        GripBridge bridge = bridge(origin)) {
      List<HeldRequest> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        HeldRequest held = new HeldRequest(bridge.port(), "/s");
        all.add(held);
        held.head(200);
        held.expect("begin\n");
      }
      bridge.awaitChannels(1);
      bridge.publish(item("3", "2", "three\\n"));
      all.forEach(held -> held.expect("2 3\n"));
      all.forEach(HeldRequest::close);
      assertEquals(true, origin.unread() < 40, "requests: " + origin.unread());
    }
  }

  @Test
  void originsHearThatAClientHasGone() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.target().equals("/s")
                        ? Answer.ok(
                            "begin\n",
                            "Grip-Hold",
                            "stream",
                            "Grip-Channel",
                            "fruit",
                            "Grip-Link",
                            "</gone>; rel=gone")
                        : Answer.ok(""));
        GripBridge bridge = bridge(origin)) {
      HeldRequest held = new HeldRequest(bridge.port(), "/s");
      held.head(200);
      held.expect("begin\n");
      origin.next();
      held.close();
      Asked gone = origin.next();
      assertEquals("POST /gone", gone.method() + " " + gone.target());
      assertEquals("", gone.body());
    }
  }
}
