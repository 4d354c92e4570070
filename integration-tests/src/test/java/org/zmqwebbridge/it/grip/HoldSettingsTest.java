package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.grip.GripLimits;
import org.zmqwebbridge.grip.HoldSettings;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.observe.Counter;

/** What an operator and a route say of those who wait: each has its effect. */
class HoldSettingsTest {
  private static final HoldSettings STANDARD = HoldSettings.DEFAULTS;

  private static GripBridge bridge(HoldSettings holds, HoldOrigin origin, String... options) {
    return GripBridge.start(
        config -> config.with(GripLimits.DEFAULTS.with(holds)),
        settings -> settings,
        "* 127.0.0.1:" + origin.port() + String.join("", options));
  }

  private static HoldSettings holds(int lingering, boolean asksOnFirst, String... linkHosts) {
    return new HoldSettings(
        STANDARD.maxSocketEventBytes(),
        STANDARD.maxOriginRetries(),
        STANDARD.firstRetryMillis(),
        STANDARD.maxLinkedPages(),
        STANDARD.lingerMillis(),
        lingering,
        asksOnFirst,
        Set.of(linkHosts));
  }

  private static String item(String channel) {
    return "\"channel\":\""
        + channel
        + "\",\"formats\":{\"http-stream\":{\"content\":\"news\\n\"},"
        + "\"http-response\":{\"body\":\"news\\n\"}}";
  }

  // Channels of targets

  @Test
  void holdsHearTheChannelsOfTheirTargetToo() {
    for (String mode : new String[] {"stream", "response"}) {
      try (HoldOrigin origin = new HoldOrigin(asked -> Answer.ok("", "Grip-Hold", mode));
          GripBridge bridge = bridge(STANDARD, origin, ",sub=fruit,sub=nuts");
          HeldRequest held = new HeldRequest(bridge.port(), "/")) {
        bridge.awaitChannels(2);
        bridge.publish(item("nuts"));
        held.head(200);
        if (mode.equals("stream")) {
          held.expect("news\n");
          bridge.publish(item("fruit"));
          held.expect("news\n");
        } else {
          assertEquals("news\n", held.bytes(5));
        }
      }
    }
  }

  @Test
  void channelsOfTargetsHoldNothingByThemselves() {
    try (HoldOrigin origin = new HoldOrigin(asked -> Answer.ok("plain\n"));
        GripBridge bridge = bridge(STANDARD, origin, ",sub=fruit");
        HeldRequest plain = new HeldRequest(bridge.port(), "/")) {
      plain.head(200);
      assertEquals("plain\n", plain.bytes(6));
      assertEquals(0, bridge.bridge().gauge("zwb.grip.channels"));
    }
  }

  // Asking on the first

  @Test
  void theFirstWhoWaitsForAResponseHasItsOriginAskedAgainWhereThatIsSet() {
    Iterator<Answer> answers =
        List.of(
                Answer.ok("late\n", "Grip-Hold", "response", "Grip-Channel", "fruit"),
                Answer.ok("fresh\n"))
            .iterator();
    try (HoldOrigin origin = new HoldOrigin(asked -> answers.next());
        GripBridge bridge = bridge(holds(0, true), origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/lp", "X-Mark: 1")) {
      origin.next();
      Asked again = origin.next();
      assertEquals(
          "GET /lp 1", again.method() + " " + again.target() + " " + again.header("X-Mark"));
      held.head(200);
      assertEquals("fresh\n", held.bytes(6));
    }
  }

  @Test
  void theFirstStreamWithALinkHasThatAskedWhereThatIsSet() {
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
                            "</more>; rel=next")
                        : Answer.ok("end\n"));
        GripBridge bridge = bridge(holds(0, true), origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(200);
      held.expect("begin\nend\n");
      assertEquals("", held.chunk());
    }
  }

  // Lingering

  @Test
  void onlySoManyChannelsAreHeardAfterTheirLastWaiterHasGone() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        "late\n",
                        "Grip-Hold",
                        "response",
                        "Grip-Channel",
                        asked.target().substring(1) + "; prev-id=1"));
        GripBridge bridge = bridge(holds(1, false), origin);
        HeldRequest one = new HeldRequest(bridge.port(), "/one");
        HeldRequest two = new HeldRequest(bridge.port(), "/two")) {
      bridge.awaitChannels(2);
      bridge.publish(item("one") + ",\"prev-id\":\"1\",\"id\":\"2\"");
      one.head(200);
      bridge.publish(item("two") + ",\"prev-id\":\"1\",\"id\":\"2\"");
      two.head(200);
      bridge.bridge().awaitCount(Counter.GRIP_LINGERING_REFUSED, 1);
      bridge.awaitChannels(1);
    }
  }

  // Links

  @Test
  void linksLeadToHostsThatAreAllowed() {
    try (HoldOrigin elsewhere = new HoldOrigin(asked -> Answer.ok("from elsewhere\n"))) {
      String there = "127.0.0.1:" + elsewhere.port();
      try (HoldOrigin origin =
              new HoldOrigin(
                  asked ->
                      Answer.ok(
                          "begin\n", "Grip-Link", "<http://" + there + "/more?a=b>; rel=next"));
          GripBridge bridge = bridge(holds(0, false, there), origin);
          HeldRequest held = new HeldRequest(bridge.port(), "/", "Cookie: secret=1")) {
        held.head(200);
        held.expect("begin\nfrom elsewhere\n");
        assertEquals("", held.chunk());
        Asked asked = elsewhere.next();
        assertEquals("/more?a=b", asked.target());
        assertEquals(there, asked.header("Host"));
        assertEquals("", asked.header("Cookie"));
      }
    }
  }

  @Test
  void linksToOtherHostsThanThoseAllowedAreNotFollowed() {
    try (HoldOrigin elsewhere = new HoldOrigin(asked -> Answer.ok("from elsewhere\n"))) {
      String there = "127.0.0.1:" + elsewhere.port();
      try (HoldOrigin origin =
              new HoldOrigin(
                  asked -> Answer.ok("begin\n", "Grip-Link", "<http://" + there + "/>; rel=next"));
          GripBridge bridge = bridge(holds(0, false, "127.0.0.1", "other:80"), origin);
          HeldRequest held = new HeldRequest(bridge.port(), "/")) {
        held.head(502);
        assertEquals(0, elsewhere.unread());
        assertEquals(1, bridge.bridge().count(Counter.GRIP_MALFORMED));
      }
    }
  }
}
