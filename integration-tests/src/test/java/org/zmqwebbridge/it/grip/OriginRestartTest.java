package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.observe.Counter;

/** An origin restarts, and none of those who wait is lost or told: the reference's row 11. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class OriginRestartTest {
  /** So many of each kind; a thousand by hand. */
  private static final int EACH = Integer.getInteger("zwb.restartHolds", 40);

  private static final EdgeLimits MANY =
      EdgeLimits.DEFAULTS
          .with(HandshakeLimits.DEFAULTS.withMaxConnectionsPerAddress(0))
          .with(ConnectionLimits.DEFAULTS.withPingMillis(600_000)); // pages are read in turn

  private static Answer answer(Asked asked) {
    String say = "c:{\"type\":\"subscribe\",\"channel\":\"fruit\"}";
    if (asked.body().startsWith("OPEN")) {
      return Answer.events(
          "OPEN\r\nTEXT " + Integer.toHexString(say.length()) + "\r\n" + say + "\r\n");
    }
    if (asked.body().startsWith("TEXT")) {
      return Answer.events("TEXT 6\r\nm:echo\r\n");
    }
    return asked.method().equals("GET")
        ? Answer.ok("begin\n", "Grip-Hold", "stream", "Grip-Channel", "fruit")
        : Answer.events("");
  }

  @Test
  void noneIsLostAndNoneIsTold() {
    try (HoldOrigin origin = new HoldOrigin(OriginRestartTest::answer);
        GripBridge bridge =
            GripBridge.start(
                config -> config,
                settings -> settings.limits(MANY),
                "* 127.0.0.1:" + origin.port() + ",over_http")) {
      List<HeldRequest> holds = new ArrayList<>();
      List<RawPage> pages = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        HeldRequest held = new HeldRequest(bridge.port(), "/s");
        held.head(200);
        held.expect("begin\n");
        holds.add(held);
        pages.add(bridge.socket("/ws"));
      }
      origin.down();
      for (RawPage page : pages) {
        page.send("hello");
      }
      bridge.bridge().awaitCount(Counter.GRIP_ORIGIN_RETRIED, EACH);
      origin.up();
      pages.forEach(page -> assertEquals("echo", page.nextText()));
      bridge.publish(
          "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"content\":\"news\\n\"},"
              + "\"ws-message\":{\"content\":\"news\"}}");
      pages.forEach(page -> assertEquals("news", page.nextText()));
      holds.forEach(held -> held.expect("news\n"));
      assertEquals(0, bridge.bridge().count(Counter.GRIP_SOCKETS_FAILED));
      holds.forEach(HeldRequest::close);
      pages.forEach(RawPage::cut);
    }
  }
}
