package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.observe.Counter;

/** Hooks decide about clients and their channels, take them away, and the end is orderly. */
class HoldRightsTest {
  /** Lets everyone in as alice, and nobody hear a channel that is secret. */
  private static final class Hooks extends Authorizer {
    @Override
    public Decision websocketAllowed(Handshake handshake) {
      return Decision.allow(Grant.to("alice"));
    }

    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      return Decision.allowIf(!request.fields().get("channel").equals("secret"), "secret");
    }
  }

  private static Answer answer(Asked asked) {
    String channel = asked.target().substring(asked.target().lastIndexOf('/') + 1);
    if (asked.target().startsWith("/ws")) {
      String say = "c:{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}";
      return Answer.events(
          asked.body().startsWith("OPEN")
              ? "OPEN\r\nTEXT " + Integer.toHexString(say.length()) + "\r\n" + say + "\r\n"
              : "");
    }
    String mode = asked.target().startsWith("/stream") ? "stream" : "response";
    return Answer.ok("begin\n", "Grip-Hold", mode, "Grip-Channel", channel);
  }

  private static GripBridge bridge(HoldOrigin origin) {
    return GripBridge.start(
        config -> config,
        settings -> settings.authorizer(new Hooks()),
        "* 127.0.0.1:" + origin.port() + ",over_http");
  }

  @Test
  void aChannelThatAHookDeniesIs403OrClosesTheWebSocket() {
    try (HoldOrigin origin = new HoldOrigin(HoldRightsTest::answer);
        GripBridge bridge = bridge(origin);
        HeldRequest stream = new HeldRequest(bridge.port(), "/stream/secret");
        HeldRequest poll = new HeldRequest(bridge.port(), "/poll/secret")) {
      stream.head(403);
      poll.head(403);
      RawPage page = bridge.socket("/ws/secret");
      assertEquals(3003, page.closeCode());
      assertEquals(3, bridge.bridge().count(Counter.GRIP_DENIED));
    }
  }

  @Test
  void whatIsRevokedEnds() {
    try (HoldOrigin origin = new HoldOrigin(HoldRightsTest::answer);
        GripBridge bridge = bridge(origin);
        HeldRequest stream = new HeldRequest(bridge.port(), "/stream/a");
        HeldRequest poll = new HeldRequest(bridge.port(), "/poll/b")) {
      stream.head(200);
      stream.expect("begin\n");
      RawPage page = bridge.socket("/ws/c");
      bridge.awaitChannels(3);
      assertEquals(3, bridge.bridge().bridge().revoke("alice"));
      poll.head(403);
      assertEquals("", stream.chunk());
      assertEquals(3003, page.closeCode());
      bridge.awaitChannels(0);
    }
  }

  @Test
  void aBridgeThatStopsEndsAllInOrder() {
    try (HoldOrigin origin = new HoldOrigin(HoldRightsTest::answer)) {
      GripBridge bridge = bridge(origin);
      try (HeldRequest stream = new HeldRequest(bridge.port(), "/stream/a");
          HeldRequest poll = new HeldRequest(bridge.port(), "/poll/b")) {
        stream.head(200);
        stream.expect("begin\n");
        RawPage page = bridge.socket("/ws/c");
        bridge.awaitChannels(3);
        Thread closing = new Thread(bridge::close, "closing");
        closing.start();
        assertEquals(1012, page.closeCode());
        poll.head(503);
        assertEquals("", stream.chunk());
        closing.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
