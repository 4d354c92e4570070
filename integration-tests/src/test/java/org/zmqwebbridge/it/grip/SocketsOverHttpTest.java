package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.Upgrade;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.observe.Counter;

/** WebSocket over HTTP: the reference's b.4 and b.5, with a real origin and real sockets. */
class SocketsOverHttpTest {
  private static final String SUBSCRIBE = "c:{\"type\": \"subscribe\", \"channel\": \"w1\"}";

  private static String text(String content) {
    return "TEXT "
        + Integer.toHexString(content.getBytes(UTF_8).length)
        + "\r\n"
        + content
        + "\r\n";
  }

  /** Opens, hears w1, and echoes. */
  private static Answer echo(Asked asked) {
    if (asked.body().startsWith("OPEN")) {
      return Answer.events("OPEN\r\n" + text(SUBSCRIBE), "Set-Meta-User", "alice");
    }
    if (asked.body().startsWith("TEXT")) {
      String content = asked.body().lines().skip(1).findFirst().orElseThrow();
      return Answer.events(text("m:echo:" + content));
    }
    return Answer.events(asked.body().startsWith("CLOSE") ? asked.body() : "");
  }

  private static GripBridge bridge(HoldOrigin origin, String... options) {
    return GripBridge.start(
        "* 127.0.0.1:" + origin.port() + ",over_http" + String.join("", options));
  }

  @Test
  void originsHearOpenTextAndCloseAndClientsWhatIsAnsweredAndPublished() {
    try (HoldOrigin origin = new HoldOrigin(SocketsOverHttpTest::echo);
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/ws/echo?ch=w1");
      Asked open = origin.told("OPEN\r\n");
      assertEquals("POST", open.method());
      assertEquals("/ws/echo?ch=w1", open.target());
      assertEquals("application/websocket-events", open.header("Content-Type"));
      assertEquals("application/websocket-events", open.header("Accept"));
      assertEquals("grip", open.header("Sec-WebSocket-Extensions"));
      assertEquals("13", open.header("Sec-WebSocket-Version"));
      assertEquals("", open.header("Meta-User"));

      page.send("hello");
      Asked text = origin.told("TEXT 5\r\nhello\r\n");
      assertEquals("alice", text.header("Meta-User"));
      assertEquals(open.header("Connection-Id"), text.header("Connection-Id"));
      assertEquals("echo:hello", page.nextText());

      bridge.publish("\"channel\":\"w1\",\"formats\":{\"ws-message\":{\"content\":\"news\"}}");
      assertEquals("news", page.nextText());

      page.frame(RawPage.CLOSE, true, new byte[] {0x03, (byte) 0xe8, 'b', 'y', 'e'});
      assertEquals(1000, page.closeCode());
      origin.told("CLOSE 5\r\n\u0003\u00e8bye\r\n");
    }
  }

  @Test
  void originsThatSayNoAreHeardByTheClient() throws IOException {
    try (HoldOrigin origin =
            new HoldOrigin(asked -> new Answer(403, "not you\n", "X-Why", "because"));
        GripBridge bridge = bridge(origin);
        Socket socket = bridge.bridge().upgrade().target("/x").send()) {
      String head = Upgrade.head(socket);
      assertEquals(403, Upgrade.status(head), head);
      assertTrue(head.contains("X-why: because"), head);
      assertEquals("not you\n", new String(socket.getInputStream().readNBytes(8), UTF_8));
    }
  }

  @Test
  void anOriginThatIsNotThereRefusesAtOnce() {
    HoldOrigin origin = new HoldOrigin(SocketsOverHttpTest::echo);
    origin.close();
    try (GripBridge bridge = bridge(origin)) {
      assertEquals(502, bridge.bridge().upgrade().target("/x").status());
    }
  }

  @Test
  void anOriginThatFailsInTheMiddleEndsTheWebSocketWith1011() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.body().startsWith("OPEN")
                        ? Answer.events("OPEN\r\n")
                        : new Answer(500, "oops"));
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      page.send("hello");
      assertEquals(1011, page.closeCode());
      bridge.bridge().awaitCount(Counter.GRIP_SOCKETS_FAILED, 1);
    }
  }

  @Test
  void anOriginThatRestartsIsAskedAgainAndNobodyIsTold() {
    try (HoldOrigin origin = new HoldOrigin(SocketsOverHttpTest::echo);
        GripBridge bridge = GripBridge.soon("* 127.0.0.1:" + origin.port() + ",over_http")) {
      RawPage page = bridge.socket("/x");
      origin.told("OPEN\r\n");
      origin.down();
      page.send("hello");
      bridge.bridge().awaitCount(Counter.GRIP_ORIGIN_RETRIED, 1);
      origin.up();
      origin.told("TEXT 5\r\nhello\r\n");
      assertEquals("echo:hello", page.nextText());
      page.cut();
      origin.told("DISCONNECT\r\n");
    }
  }

  @Test
  void originsCloseWithTheirCodeAndDisconnectWithout() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.events(
                        "OPEN\r\n"
                            + (asked.target().equals("/close")
                                ? "CLOSE 6\r\n\u000f\u00a1over\r\n"
                                : "DISCONNECT\r\n")));
        GripBridge bridge = bridge(origin)) {
      RawPage closed = bridge.socket("/close");
      assertEquals("4001: over", closed.closeCodeAndReason());
      RawPage dropped = bridge.socket("/drop");
      assertEquals(RawPage.NO_CLOSE_FRAME, dropped.closeCode());
    }
  }

  @Test
  void publishersCloseAndRefresh() {
    try (HoldOrigin origin = new HoldOrigin(SocketsOverHttpTest::echo);
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      origin.told("OPEN\r\n");
      page.send("1");
      assertEquals("echo:1", page.nextText());
      origin.told("TEXT 1\r\n1\r\n");
      bridge.publish("\"channel\":\"w1\",\"formats\":{\"ws-message\":{\"action\":\"refresh\"}}");
      origin.told("");
      bridge.publish(
          "\"channel\":\"w1\",\"formats\":{\"ws-message\":"
              + "{\"action\":\"close\",\"code\":4002,\"reason\":\"gone\"}}");
      assertEquals("4002: gone", page.closeCodeAndReason());
    }
  }

  @Test
  void messagesThatComeMeanwhileGoTogetherOrOneByOne() throws Exception {
    for (String option : new String[] {"", ",one_event"}) {
      CountDownLatch go = new CountDownLatch(1);
      try (HoldOrigin origin =
              new HoldOrigin(
                  asked -> {
                    if (asked.body().equals("TEXT 1\r\n1\r\n")) {
                      await(go);
                    }
                    return Answer.events(asked.body().startsWith("OPEN") ? "OPEN\r\n" : "");
                  });
          GripBridge bridge = bridge(origin, option)) {
        RawPage page = bridge.socket("/x");
        origin.told("OPEN\r\n");
        page.send("1");
        origin.told("TEXT 1\r\n1\r\n");
        page.send("2").send("3");
        page.frame(RawPage.PING, true, new byte[] {7});
        page.expectPong(new byte[] {7}); // so the bridge has read both
        go.countDown();
        if (option.isEmpty()) {
          origin.told("TEXT 1\r\n2\r\nTEXT 1\r\n3\r\n");
        } else {
          origin.told("TEXT 1\r\n2\r\n");
          origin.told("TEXT 1\r\n3\r\n");
        }
        page.cut();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void bytesThatAreNotAcceptedAreToldAgain() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked -> {
                  if (asked.body().startsWith("OPEN")) {
                    return Answer.events("OPEN\r\n");
                  }
                  return asked.header("Content-Bytes-Replayed").isEmpty()
                      ? Answer.events("", "Content-Bytes-Accepted", "2")
                      : Answer.events(text("m:done"));
                });
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      origin.told("OPEN\r\n");
      page.send("hello");
      origin.told("TEXT 5\r\nhello\r\n");
      assertEquals("3", origin.told("TEXT 3\r\nllo\r\n").header("Content-Bytes-Replayed"));
      assertEquals("done", page.nextText());
      page.cut();
    }
  }
}
