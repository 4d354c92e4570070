package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.kit.Await;

/** SockJS on a route: its origin sees a WebSocket over HTTP, whichever the transport. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class SockjsRouteTest {
  private static final String SUBSCRIBE = "c:{\"type\": \"subscribe\", \"channel\": \"w1\"}";
  private static final String NEWS =
      "\"channel\":\"w1\",\"formats\":{\"ws-message\":{\"content\":\"news\"}}";
  private static final String BYE = "CLOSE 9\r\n\u000f\u00a1so long\r\n";

  private static String text(String content) {
    return "TEXT " + Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
  }

  /** Opens, hears w1, echoes, and closes with 4001 when it is told bye. */
  private static Answer answer(Asked asked) {
    if (asked.body().startsWith("OPEN")) {
      return Answer.events("OPEN\r\n" + text(SUBSCRIBE));
    }
    if (asked.body().startsWith("TEXT")) {
      String content = asked.body().lines().skip(1).findFirst().orElseThrow();
      return Answer.events(content.equals("bye") ? BYE : text("m:echo:" + content));
    }
    return Answer.events("");
  }

  private static String route(HoldOrigin origin) {
    return "*,sockjs=/sockjs,sockjs_as_path=/ws 127.0.0.1:" + origin.port() + ",over_http";
  }

  @ParameterizedTest
  @EnumSource
  void eachTransportIsAWebSocketToItsOrigin(SockjsClient.Transport transport) {
    try (HoldOrigin origin = new HoldOrigin(SockjsRouteTest::answer);
        GripBridge bridge = GripBridge.start(route(origin));
        SockjsClient client = new SockjsClient(bridge.bridge(), "/sockjs/000/a", transport)) {
      assertEquals("o", client.frame());
      assertEquals("/ws" + transport.query(), origin.told("OPEN\r\n").target());
      client.send("hello");
      origin.told("TEXT 5\r\nhello\r\n");
      assertEquals("a[\"echo:hello\"]", client.frame());
      bridge.publish(NEWS);
      assertEquals("a[\"news\"]", client.frame());
      client.send("bye");
      origin.told("TEXT 3\r\nbye\r\n");
      assertEquals("c[4001,\"so long\"]", client.frame());
    }
  }

  @Test
  void aRawWebSocketHasNoFramesOfSockjs() {
    try (HoldOrigin origin = new HoldOrigin(SockjsRouteTest::answer);
        GripBridge bridge = GripBridge.start(route(origin))) {
      RawPage page = bridge.socket("/sockjs/websocket");
      assertEquals("/ws", origin.told("OPEN\r\n").target());
      page.send("hello");
      assertEquals("echo:hello", page.nextText());
      bridge.publish(NEWS);
      assertEquals("news", page.nextText());
      page.send("bye");
      assertEquals("4001: so long", page.closeCodeAndReason());
    }
  }

  @Test
  void whatIsBesideItsPathIsTheOrigins() {
    try (HoldOrigin origin = new HoldOrigin(asked -> Answer.ok("plain\n"));
        GripBridge bridge = GripBridge.start(route(origin));
        HeldRequest beside = new HeldRequest(bridge.port(), "/sockjsx");
        HeldRequest below = new HeldRequest(bridge.port(), "/sockjs")) {
      beside.head(200);
      assertEquals("plain\n", beside.bytes(6));
      assertEquals("/sockjsx", origin.next().target());
      below.head(200);
      assertEquals("Welcome to SockJS!\n", below.bytes(19));
      assertEquals(0, origin.unread());
    }
  }

  /** Where nobody is at the other end, the origin hears of it. */
  @ParameterizedTest
  @EnumSource(names = {"XHR_STREAMING", "WEBSOCKET"})
  void anOriginHearsThatItsClientIsGone(SockjsClient.Transport transport) {
    try (HoldOrigin origin = new HoldOrigin(SockjsRouteTest::answer);
        GripBridge bridge = GripBridge.start(route(origin))) {
      try (SockjsClient client = new SockjsClient(bridge.bridge(), "/sockjs/000/b", transport)) {
        assertEquals("o", client.frame());
        origin.told("OPEN\r\n");
      }
      origin.told("DISCONNECT\r\n");
      Await.await("nobody to hear w1", () -> bridge.bridge().gauge("zwb.grip.channels") == 0);
    }
  }

  /** Denies the one that comes, and remembers what for. */
  private static final class Closed extends Authorizer {
    @Override
    public Decision websocketAllowed(Handshake handshake) {
      return Decision.deny("not today");
    }
  }

  @ParameterizedTest
  @EnumSource
  void hooksAreAskedAsForAPage(SockjsClient.Transport transport) throws IOException {
    try (HoldOrigin origin = new HoldOrigin(SockjsRouteTest::answer);
        GripBridge bridge =
            GripBridge.start(
                config -> config, settings -> settings.authorizer(new Closed()), route(origin));
        SockjsClient client = new SockjsClient(bridge.bridge(), "/sockjs/000/c", transport)) {
      assertEquals(403, client.refused());
      assertEquals(0, origin.unread());
    }
  }
}
