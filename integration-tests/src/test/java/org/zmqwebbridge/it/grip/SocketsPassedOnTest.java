package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.Upgrade;
import org.zmqwebbridge.observe.Counter;

/** WebSockets to origins that speak WebSocket themselves: the reference's row 16, and b.5. */
class SocketsPassedOnTest {
  private static GripBridge bridge(SocketOriginServer origin) {
    return GripBridge.start("* 127.0.0.1:" + origin.port());
  }

  @Test
  void allIsPassedAsItIsWhereTheOriginDoesNotSpeakGrip() {
    try (SocketOriginServer origin = new SocketOriginServer();
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/chat?x=1");
      SocketOriginServer.Link link = origin.accept();
      assertTrue(link.head().startsWith("GET /chat?x=1 HTTP/1.1\r\n"), link.head());
      assertTrue(link.head().contains("Sec-WebSocket-Extensions: grip\r\n"), link.head());
      page.send("hello");
      assertEquals("hello", link.text());
      link.say("c:{\"type\":\"subscribe\",\"channel\":\"fruit\"}");
      assertEquals("c:{\"type\":\"subscribe\",\"channel\":\"fruit\"}", page.nextText());
      page.frame(RawPage.CLOSE, true, new byte[] {0x0f, (byte) 0xa1});
      assertEquals(4001, page.closeCode());
      assertEquals(4001, link.closeCode());
    }
  }

  @Test
  void controlMessagesAreForUsWhereItDoes() {
    try (SocketOriginServer origin = new SocketOriginServer("Sec-WebSocket-Extensions: grip");
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/chat");
      SocketOriginServer.Link link = origin.accept();
      link.say("c:{\"type\":\"subscribe\",\"channel\":\"fruit\"}");
      link.say("m:hi");
      assertEquals("hi", page.nextText());
      bridge.publish("\"channel\":\"fruit\",\"formats\":{\"ws-message\":{\"content\":\"news\"}}");
      assertEquals("news", page.nextText());
      link.say("c:{\"type\":\"detach\"}");
      assertEquals(1000, link.closeCode());
      bridge.publish("\"channel\":\"fruit\",\"formats\":{\"ws-message\":{\"content\":\"more\"}}");
      assertEquals("more", page.nextText());
      page.cut();
    }
  }

  @Test
  void subprotocolsAreBetweenClientAndOrigin() throws IOException {
    try (SocketOriginServer origin = new SocketOriginServer("Sec-WebSocket-Protocol: chat");
        GripBridge bridge = bridge(origin);
        Socket socket =
            bridge.bridge().upgrade().target("/").with("Sec-WebSocket-Protocol: chat").send()) {
      SocketOriginServer.Link link = origin.accept();
      assertTrue(link.head().contains("Protocol: chat\r\n"), link.head());
      String head = Upgrade.head(socket);
      assertEquals(101, Upgrade.status(head));
      assertTrue(head.contains("Sec-WebSocket-Protocol: chat"), head);
      assertFalse(head.contains("grip"), head);
    }
  }

  @Test
  void anOriginsCloseIsItsClients() {
    try (SocketOriginServer origin = new SocketOriginServer();
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/");
      origin.accept().close(4002);
      assertEquals(4002, page.closeCode());
    }
  }

  @Test
  void anOriginThatIsGoneEndsTheWebSocketWith1011() {
    try (SocketOriginServer origin = new SocketOriginServer();
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/");
      origin.accept().cut();
      assertEquals(1011, page.closeCode());
      bridge.bridge().awaitCount(Counter.GRIP_SOCKETS_FAILED, 1);
    }
  }

  @Test
  void anOriginHearsThatItsClientIsGone() {
    try (SocketOriginServer origin = new SocketOriginServer();
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/");
      SocketOriginServer.Link link = origin.accept();
      page.cut();
      assertEquals(RawPage.NO_CLOSE_FRAME, link.closeCode());
    }
  }

  @Test
  void anOriginThatSaysNoIsHeardByTheClient() throws IOException {
    try (HoldOrigin origin =
            new HoldOrigin(asked -> new HoldOrigin.Answer(403, "not you\n", "Grip-Channel", "x"));
        GripBridge bridge = GripBridge.start("* 127.0.0.1:" + origin.port());
        Socket socket = bridge.bridge().upgrade().target("/").send()) {
      String head = Upgrade.head(socket);
      assertEquals(403, Upgrade.status(head), head);
      assertFalse(head.contains("Grip-"), head);
      assertEquals("not you\n", new String(socket.getInputStream().readNBytes(8), UTF_8));
    }
  }
}
