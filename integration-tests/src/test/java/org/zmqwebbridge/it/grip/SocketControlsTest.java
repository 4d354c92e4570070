package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;

/** What origins say to the bridge within a WebSocket: the reference's b.5. */
class SocketControlsTest {
  private static final String SUBSCRIBE = "c:{\"type\": \"subscribe\", \"channel\": \"w1\"}";

  private static String text(String content) {
    return "TEXT "
        + Integer.toHexString(content.getBytes(UTF_8).length)
        + "\r\n"
        + content
        + "\r\n";
  }

  private static GripBridge bridge(HoldOrigin origin, String... options) {
    return GripBridge.start(
        "* 127.0.0.1:" + origin.port() + ",over_http" + String.join("", options));
  }

  @Test
  void dataWithoutItsPrefixIsDroppedAndWithoutGripAllIsPassed() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.target().equals("/grip")
                        ? Answer.events("OPEN\r\n" + text("lost") + text("m:kept"))
                        : new Answer(
                            200,
                            "OPEN\r\n" + text("m:kept") + text("c:{}"),
                            "Content-Type",
                            "application/websocket-events"));
        GripBridge bridge = bridge(origin)) {
      RawPage grip = bridge.socket("/grip");
      assertEquals("kept", grip.nextText());
      RawPage plain = bridge.socket("/plain");
      assertEquals("m:kept", plain.nextText());
      assertEquals("c:{}", plain.nextText());
      grip.cut();
      plain.cut();
    }
  }

  @Test
  void detachLeavesTheClientWithItsChannels() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.events(
                        "OPEN\r\n"
                            + text(SUBSCRIBE)
                            + text("c:{\"type\":\"detach\"}")
                            + text("m:unheard")));
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      origin.told("OPEN\r\n");
      page.send("nobody hears it");
      bridge.publish("\"channel\":\"w1\",\"formats\":{\"ws-message\":{\"content\":\"news\"}}");
      assertEquals("news", page.nextText());
      page.cut();
      assertEquals(0, origin.unread());
    }
  }

  @Test
  void delayedMessagesAreFlushedAndKeepAlivesSaid() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.events(
                        "OPEN\r\n"
                            + text(
                                "c:{\"type\":\"send-delayed\",\"content\":\"a\",\"timeout\":900}")
                            + text(
                                "c:{\"type\":\"send-delayed\",\"content\":\"b\",\"timeout\":900}")
                            + text("c:{\"type\":\"flush-delayed\"}")
                            + text(
                                "c:{\"type\":\"keep-alive\",\"content\":\"k\",\"timeout\":1}")));
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      assertEquals("a", page.nextText());
      assertEquals("b", page.nextText());
      assertEquals("k", page.nextText());
      page.cut();
    }
  }

  @Test
  void clientsSayNoMetaAndCannotUnsubscribeWhatTheTargetSubscribes() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.events(
                        "OPEN\r\n" + text("c:{\"type\":\"unsubscribe\",\"channel\":\"all\"}")));
        GripBridge bridge = bridge(origin, ",sub=all")) {
      RawPage page =
          RawPage.open(bridge.bridge().upgrade().target("/x").with("Meta-User: mallory"));
      assertEquals("", origin.told("OPEN\r\n").header("Meta-User"));
      bridge.publish("\"channel\":\"all\",\"formats\":{\"ws-message\":{\"content\":\"news\"}}");
      assertEquals("news", page.nextText());
      page.cut();
    }
  }
}
