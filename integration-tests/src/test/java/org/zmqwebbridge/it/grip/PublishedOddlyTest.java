package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;

/** What publishers may say and no client could read: it is made into what can be. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class PublishedOddlyTest {
  private static final String SUBSCRIBE = "c:{\"type\": \"subscribe\", \"channel\": \"fruit\"}";

  private static Answer answer(Asked asked) {
    if (asked.target().equals("/plain")) {
      return Answer.ok("plain\n");
    }
    return asked.body().startsWith("OPEN")
        ? Answer.events(
            "OPEN\r\nTEXT " + Integer.toHexString(SUBSCRIBE.length()) + "\r\n" + SUBSCRIBE + "\r\n")
        : asked.body().isEmpty()
            ? Answer.ok("late\n", "Grip-Hold", "response", "Grip-Channel", "fruit")
            : Answer.events("");
  }

  private static GripBridge bridge(HoldOrigin origin) {
    return GripBridge.start("* 127.0.0.1:" + origin.port() + ",over_http");
  }

  private static String response(String members) {
    return "\"channel\":\"fruit\",\"http-response\":{" + members + ",\"body\":\"news\\n\"}";
  }

  private static String message(String members) {
    return "\"channel\":\"fruit\",\"ws-message\":{" + members + "}";
  }

  /** How an answer ends is the bridge's to say: the next on the connection is read right. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Content-Length\":\"999\"",
        "\"Content-Length\":\"0\"",
        "\"Transfer-Encoding\":\"chunked\"",
        "\"Connection\":\"close\"",
        "\"Keep-Alive\":\"1\",\"Upgrade\":\"x\",\"Trailer\":\"X\""
      })
  void headersOfTheConnectionAreNotAPublishers(String headers) {
    try (HoldOrigin origin = new HoldOrigin(PublishedOddlyTest::answer);
        GripBridge bridge = bridge(origin);
        ProxyClient client = ProxyClient.to(bridge.port())) {
      client.get("/lp");
      bridge.awaitChannels(1);
      bridge.publish(response("\"headers\":{\"X-A\":\"b\"," + headers + "}"));
      String head = client.head();
      assertTrue(head.startsWith("HTTP/1.1 200 "), head);
      assertTrue(head.contains("\r\nX-A: b\r\n"), head);
      assertTrue(head.contains("\r\nContent-Length: 5\r\n"), head);
      for (String name : new String[] {"Transfer-Encoding", "Keep-Alive", "Upgrade", "Trailer"}) {
        assertFalse(head.contains(name), head);
      }
      assertEquals("news\n", client.read(5));
      assertTrue(client.get("/plain").answer().endsWith("\r\n\r\nplain\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void answersThatHaveNoBodyAreWrittenWithoutOne(int status) {
    try (HoldOrigin origin = new HoldOrigin(PublishedOddlyTest::answer);
        GripBridge bridge = bridge(origin);
        ProxyClient client = ProxyClient.to(bridge.port())) {
      client.get("/lp");
      bridge.awaitChannels(1);
      bridge.publish(response("\"code\":" + status));
      String head = client.head();
      assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
      assertTrue(client.get("/plain").answer().endsWith("\r\n\r\nplain\n"));
    }
  }

  /** RFC 6455, section 7.4: these are no codes of a frame. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 999, 1004, 1005, 1006, 1015, 5000, 99999})
  void codesThatNoFrameHasAreTheNormalOne(int code) {
    try (HoldOrigin origin = new HoldOrigin(PublishedOddlyTest::answer);
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/ws");
      bridge.awaitChannels(1);
      bridge.publish(message("\"action\":\"close\",\"code\":" + code));
      assertEquals(1000, page.closeCode());
    }
  }

  /** RFC 6455, section 5.5: 125 bytes, of which two are the code; cut at whole characters. */
  @Test
  void reasonsThatNoFrameHasRoomForAreCut() {
    try (HoldOrigin origin = new HoldOrigin(PublishedOddlyTest::answer);
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/ws");
      bridge.awaitChannels(1);
      String reason = "\u00e9".repeat(70);
      bridge.publish(message("\"action\":\"close\",\"code\":4000,\"reason\":\"" + reason + "\""));
      assertEquals("4000: " + "\u00e9".repeat(61), page.closeCodeAndReason());
    }
  }
}
