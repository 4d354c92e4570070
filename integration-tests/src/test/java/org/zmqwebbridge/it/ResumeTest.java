package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** Who comes back to a stream of an endpoint with a replay misses nothing, or is told. */
final class ResumeTest {
  private static final String LAST_ID = "Last-Event-ID";

  private final PubService news = new PubService();

  private TestBridge bridge(String more) {
    return TestBridge.configured(
        "endpoints.news={type: SUB, address: \"" + news.address() + "\"" + more + "}");
  }

  private TestBridge keeping(String bounds) {
    return bridge(", replay: " + bounds);
  }

  private static EventReader back(TestBridge bridge, String target, String id) {
    return new EventReader(bridge, target, LAST_ID, id);
  }

  /** Publishes what nobody hears, until it is kept. */
  private void publishUnheard(TestBridge bridge, String... messages) {
    Await.await("nobody there", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 0);
    long before = bridge.count(Counter.PUBLICATIONS);
    for (String message : messages) {
      news.publish(message);
    }
    bridge.awaitCount(Counter.PUBLICATIONS, before + messages.length);
  }

  @Test
  void whoComesBackGetsWhatItHasMissed() {
    try (news;
        TestBridge bridge = keeping("true")) {
      String id;
      try (EventReader events = new EventReader(bridge, "/sub/news?topic=eu").open()) {
        news.awaitSubscription();
        news.publish("eu 1");
        events.expect("data: eu 1");
        id = events.lastId();
        assertTrue(id.matches("[0-9a-f]{1,16}-1"), id);
      }
      publishUnheard(bridge, "eu 2", "eu 3");
      try (EventReader events = back(bridge, "/sub/news?topic=eu", id).open()) {
        events.expect("data: eu 2").expect("data: eu 3");
        news.publish("eu 4");
        events.expect("data: eu 4");
        assertNotEquals(id, events.lastId());
        assertEquals(1, bridge.count(Counter.DOORS_RESUMED));
        assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
      }
    }
  }

  @Test
  void whoHasHeardNothingYetComesBackToWhereItCameIn() {
    try (news;
        TestBridge bridge = keeping("true")) {
      try (EventReader first = new EventReader(bridge, "/sub/news?topic=a").open()) {
        news.awaitSubscription();
        news.publish("a 1");
        first.expect("data: a 1");
      }
      String id;
      try (EventReader events = new EventReader(bridge, "/sub/news?topic=b").open()) {
        news.awaitSubscription();
        id = events.lastId();
      }
      publishUnheard(bridge, "b 1");
      try (EventReader events = new EventReader(bridge, "/sub/news?topic=b&lastEventId=" + id)) {
        events.open().expect("data: b 1");
        assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
      }
    }
  }

  @Test
  void theIdThatAClientHasKeptCountsBeforeThatOfItsAddress() {
    try (news;
        TestBridge bridge = keeping("true");
        EventReader all = new EventReader(bridge, "/sub/news").open()) {
      news.awaitSubscription();
      news.publish("1");
      news.publish("2");
      String first = all.expect("data: 1").lastId();
      String second = all.expect("data: 2").lastId();
      news.publish("3");
      all.expect("data: 3");
      String target = "/sub/news?lastEventId=" + first;
      try (EventReader events = new EventReader(bridge, target).open()) {
        events.expect("data: 2");
      }
      try (EventReader events = back(bridge, target, second).open()) {
        events.expect("data: 3");
      }
    }
  }

  @Test
  void whatIsNotKeptAnyMoreIsTold() {
    try (news;
        TestBridge bridge = keeping("{messages: 2}")) {
      String id;
      try (EventReader events = new EventReader(bridge, "/sub/news").open()) {
        news.awaitSubscription();
        news.publish("1");
        id = events.expect("data: 1").lastId();
      }
      publishUnheard(bridge, "2", "3", "4", "5");
      try (EventReader events = back(bridge, "/sub/news", id).open()) {
        events.expect("event: zwb.gap", "data: {\"after\":1,\"from\":4}");
        String gapEnd = events.lastId();
        events.expect("data: 4").expect("data: 5");
        assertEquals(1, bridge.count(Counter.REPLAY_GAPS));
        try (EventReader again = back(bridge, "/sub/news", gapEnd).open()) {
          again.expect("data: 4").expect("data: 5"); // told once
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-0",
        "feedfeedfeedfeed-1",
        "nonsense",
        "-1",
        "1",
        "-",
        "*",
        "a-1-2-3",
        "%0d%0aid: 1",
        "\u00e4-1",
        "THE EPOCH-9007199254740993",
        "THE EPOCH-3",
        "THE EPOCH-01",
        "THE EPOCH-1-",
        "THE EPOCH--1",
        "THE EPOCH-1\t",
        "A LONG ONE"
      })
  void anIdThatIsNoneIsAnsweredWithAllThatIsKept(String said) {
    try (news;
        TestBridge bridge = keeping("true");
        EventReader all = new EventReader(bridge, "/sub/news").open()) {
      news.awaitSubscription();
      news.publish("1");
      news.publish("2");
      String epoch = all.expect("data: 1").expect("data: 2").lastId().replace("-2", "");
      String id = said.replace("THE EPOCH", epoch).replace("A LONG ONE", "1".repeat(3_000));
      try (EventReader events = back(bridge, "/sub/news", id).open()) {
        if (said.endsWith("\t")) { // white space around a header's value is none of it
          events.expect("data: 2");
        } else {
          events.expect("event: zwb.gap", "data: {\"from\":1}");
          events.expect("data: 1").expect("data: 2");
          assertEquals(1, bridge.count(Counter.DOORS_PLACE_UNKNOWN));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%0D%0Adata:%20x", "%00", "+", "%FF%FE"})
  void norIsOneInTheQueryAnError(String said) {
    try (news;
        TestBridge bridge = keeping("true");
        EventReader events = new EventReader(bridge, "/sub/news?lastEventId=" + said).open()) {
      events.expect("event: zwb.gap", "data: {\"from\":1}");
      news.awaitSubscription().publish("1");
      events.expect("data: 1");
    }
  }

  @Test
  void anIdOfBeforeARestartIsNotTakenForOneOfNow() {
    try (news) {
      String id;
      try (TestBridge bridge = keeping("true");
          EventReader events = new EventReader(bridge, "/sub/news").open()) {
        news.awaitSubscription();
        news.publish("old 1");
        id = events.expect("data: old 1").lastId();
      }
      news.awaitSubscription(); // its end
      try (TestBridge bridge = keeping("true");
          EventReader all = new EventReader(bridge, "/sub/news").open()) {
        news.awaitSubscription();
        news.publish("new 1");
        news.publish("new 2");
        all.expect("data: new 1").expect("data: new 2");
        try (EventReader events = back(bridge, "/sub/news", id).open()) {
          events.expect("event: zwb.gap", "data: {\"from\":1}");
          events.expect("data: new 1").expect("data: new 2");
        }
      }
    }
  }

  @Test
  void anEndpointThatKeepsNothingHasNoIdsAndHearsNone() {
    try (news;
        TestBridge bridge = bridge("");
        EventReader events = back(bridge, "/sub/news", "a-1").open()) {
      news.awaitSubscription().publish("1");
      events.expect("data: 1");
      assertEquals("", events.lastId());
      assertEquals(0, bridge.count(Counter.DOORS_RESUMED));
    }
  }

  @Test
  void whoHearsLittleOfMuchComesBackToWhereThatIs() {
    try (news;
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.news={type: SUB, address: \""
                    + news.address()
                    + "\", replay: {messages: 1}}",
                "deadlines.heartbeatMillis=1000");
        EventReader busy = new EventReader(bridge, "/sub/news?topic=much")) {
      busy.next();
      news.awaitSubscription();
      String id;
      try (EventReader quiet = new EventReader(bridge, "/sub/news?topic=little")) {
        quiet.next();
        news.awaitSubscription();
        news.publish("much 1");
        news.publish("much 2");
        news.publish("much 3");
        busy.expect("data: much 1").expect("data: much 2").expect("data: much 3");
        List<String> told = quiet.next();
        while (!quiet.lastId().contains("-3-")) {
          assertEquals(List.of("event: zwb.place", "data: {}"), told);
          told = quiet.next();
        }
        id = quiet.lastId();
      }
      Await.await("it to leave", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 1);
      news.publish("little 1");
      bridge.awaitCount(Counter.PUBLICATIONS, 4);
      try (EventReader quiet = back(bridge, "/sub/news?topic=little", id)) {
        quiet.next();
        quiet.expect("data: little 1");
        assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
      }
    }
  }
}
