package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zws.wire.Rule;

/** ZWS, byte by byte: what is right is carried, and what is wrong ends its connection alone. */
final class ZwsTest {
  private static final String SUB = "endpoints.news={type: SUB, address: \"%s\"}";

  private static TestBridge asking(RouterService service, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("endpoints.echo={type: REQ, address: \"" + service.address() + "\"}");
    all.add("endpoints.news={type: SUB, address: \"tcp://127.0.0.1:1\"}");
    all.add("endpoints.jobs={type: PUSH, address: \"tcp://127.0.0.1:2\"}");
    all.add("endpoints.work={type: PULL, address: \"tcp://127.0.0.1:3\"}");
    all.add("endpoints.page={type: REP, address: \"" + FreePort.address() + "\"}");
    return TestBridge.configured(all.toArray(String[]::new));
  }

  private static void works(RouterService service, ZwsPeer peer) {
    peer.say("\1").say("\0hello");
    service.reply(service.receive("hello"), "world");
    peer.expect("\1").expect("\0world");
  }

  @Test
  void aRequestIsAnsweredAtBothPaths() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service);
        ZwsPeer folder = ZwsPeer.greeted(bridge, "/zws/echo");
        ZwsPeer top = ZwsPeer.greeted(bridge, "/echo")) {
      works(service, folder);
      works(service, top);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReplyThatComesWhileTheBridgeStopsIsDelivered(Wire wire) {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                builder ->
                    builder
                        .endpoint("echo", SocketType.REQ, service.address())
                        .drainMillis(60_000)
                        .shutdownMillis(90_000))) {
      int port = bridge.port();
      ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo");
      peer.say("\1").say("\0under way");
      List<byte[]> request = service.receive("under way");
      Thread closing = new Thread(bridge.bridge()::close, "closing");
      closing.start();
      Await.await("the port to be closed", () -> isClosed(port));
      service.reply(request, "the reply");
      peer.expect("\1").expect("\0the reply").expectClose(1012);
      Uninterruptibles.joinUninterruptibly(closing);
    }
  }

  private static boolean isClosed(int port) {
    try {
      Wire.tcp(port, 0).close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void whatIsBeforeTheDelimiterComesBackAndRepliesComeInTheirOwnOrder() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service);
        ZwsPeer peer = ZwsPeer.ofType(bridge, "/zws/echo", "DEALER")) {
      peer.say("\1one").say("\1").say("\0a").say("\1two").say("\1").say("\0b");
      List<byte[]> first = service.receive("a");
      service.reply(service.receive("b"), "B", "more");
      peer.expect("\1two").expect("\1").expect("\1B").expect("\0more");
      service.reply(first, "A");
      peer.expect("\1one").expect("\1").expect("\0A");
    }
  }

  @Test
  void topicsComeAndGoAndAPublicationComesWithAllItsParts() {
    try (PubService service = new PubService();
        TestBridge bridge = TestBridge.configured(SUB.formatted(service.address()));
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/news")) {
      peer.say("\0\1a");
      service.awaitSubscription();
      service.publish("a1", "body", "");
      service.publish("b1", "body");
      service.publish("a2");
      peer.expect("\1a1").expect("\1body").expect("\0").expect("\0a2");
      peer.say("\0\1b").say("\0\0a");
      service.awaitSubscription();
      service.publish("a3");
      service.publish("b3");
      peer.expect("\0b3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // what it sends after the greeting, the close code, what counts it
    "echo, '', 1002, ZWS_MALFORMED",
    "echo, 3, 1002, ZWS_MALFORMED",
    "echo, 80, 1002, ZWS_MALFORMED",
    "echo, 02055245414459, 1002, ZWS_MALFORMED",
    "echo, 0061, 1002, ZWS_MALFORMED",
    "echo, 00, 1002, ZWS_MALFORMED",
    "news, 0061, 1002, ZWS_MALFORMED",
    "news, 00, 1002, ZWS_MALFORMED",
    "work, 0061, 1002, ZWS_MALFORMED"
  })
  void aBrokenRuleEndsItsConnectionAlone(String name, String hex, int code, Counter counter) {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service);
        ZwsPeer neighbour = ZwsPeer.greeted(bridge, "/zws/echo");
        ZwsPeer bad = ZwsPeer.greeted(bridge, "/zws/" + name)) {
      bad.page().frame(RawPage.BINARY, true, bytes(hex));
      bad.expectClose(code);
      assertEquals(1, bridge.count(counter));
      works(service, neighbour);
    }
  }

  private static byte[] bytes(String hex) {
    String even = hex.length() % 2 == 0 ? hex : "0" + hex;
    byte[] bytes = new byte[even.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(even.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  @Test
  void aGreetingIsWhatItsMechanismSays() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service)) {
      refused(bridge, "ZWS2.0", "\1id", 1002); // more
      refused(bridge, "ZWS2.0", "\0" + "i".repeat(256), 1002);
      refused(bridge, "ZWS2.0", ZwsPeer.ready("READY", "REQ"), 1002); // a command
      refused(bridge, "ZWS2.0/NULL", "\0", 1002);
      refused(bridge, "ZWS2.0/NULL", "\2\5READY\377", 1002);
      refused(bridge, "ZWS2.0/NULL", "\2\5READY\13Socket-Type\377\377\377\377", 1002);
      refused(bridge, "ZWS2.0/NULL", "\2\4PING", 1002);
      refused(bridge, "ZWS2.0/NULL", "\2\5READY", 1008);
      refused(bridge, "ZWS2.0/NULL", ZwsPeer.ready("READY", "SUB"), 1008);
      refused(bridge, "ZWS2.0/PLAIN", ZwsPeer.ready("READY", "REQ"), 1002);
      refused(bridge, "ZWS2.0/PLAIN", "\2\5HELLO\1u\2p", 1002);
      assertEquals(2, bridge.count(Counter.ZWS_WRONG_TYPE));
      assertEquals(9, bridge.count(Counter.ZWS_MALFORMED));
    }
  }

  private static void refused(TestBridge bridge, String subprotocol, String first, int code) {
    try (ZwsPeer peer = ZwsPeer.open(bridge, "/zws/echo", subprotocol)) {
      if (!subprotocol.endsWith("PLAIN")) {
        peer.next();
      }
      peer.say(first).expectClose(code);
    }
  }

  @Test
  void aTextMessageIsNoZws() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service);
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
      peer.page().send("text");
      peer.expectClose(1003);
    }
  }

  @Test
  void whatIsNoPlaceOfZwsIsNone() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service)) {
      assertEquals(403, ZwsPeer.upgrade(bridge, "/zws/nobody", "ZWS2.0").status());
      assertEquals(403, ZwsPeer.upgrade(bridge, "/nobody", "ZWS2.0").status());
      assertEquals(403, ZwsPeer.upgrade(bridge, "/zws/", "ZWS2.0").status());
      assertEquals(403, ZwsPeer.upgrade(bridge, "/zws/page", "ZWS2.0").status()); // REP
      assertEquals(4, bridge.count(Counter.ZWS_REFUSED));
      assertEquals(400, ZwsPeer.upgrade(bridge, "/data", "ZWS2.0").status()); // fixed
      assertEquals(400, ZwsPeer.upgrade(bridge, "/zws/echo", "zwb.2").status());
      assertEquals(400, ZwsPeer.upgrade(bridge, "/echo", "ZWS2.0/CURVE").status());
      assertEquals(400, bridge.upgrade().target("/zws/echo").status()); // names none
      assertEquals(404, ZwsPeer.upgrade(bridge, "/echo", "zwb.2").status());
      assertEquals(404, ZwsPeer.upgrade(bridge, "/a/echo", "ZWS2.0").status());
      assertEquals(426, bridge.upgrade().target("/zws/echo").without("Upgrade").status());
    }
  }

  @Test
  void aHostWithoutItsPortIsNoReasonToRefuse() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service)) {
      Upgrade upgrade =
          ZwsPeer.upgrade(bridge, "/echo", "ZWS2.0/NULL,ZWS2.0")
              .without("Host")
              .with("Host: 127.0.0.1");
      assertEquals(101, upgrade.status());
    }
  }

  @Test
  void aForeignPageIsRefused() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service)) {
      Upgrade upgrade = ZwsPeer.upgrade(bridge, "/zws/echo", "ZWS2.0");
      assertEquals(403, upgrade.with("Origin: https://elsewhere.example").status());
      assertEquals(1, bridge.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
      assertEquals(101, upgrade.with("Origin: http://127.0.0.1:" + bridge.port()).status());
    }
  }

  @Test
  void doorsThatAreClosedLetNobodyIn() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.configured(
                "doors=[websocket]",
                "endpoints.paged={type: REQ, address: \"" + service.address() + "\"}",
                "endpoints.stock={type: REQ, doors: [zws], address: \""
                    + service.address()
                    + "\"}")) {
      assertEquals(403, ZwsPeer.upgrade(bridge, "/zws/paged", "ZWS2.0").status());
      try (ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/stock");
          RawPage page = bridge.page()) {
        works(service, peer);
        page.connect("p", "stock", Json.REQ).expectRefused("p", "not_allowed");
        page.connected("q", "paged", Json.REQ);
      }
    }
  }

  @Test
  void aReloadThatClosesADoorEndsWhoIsInThere() {
    try (RouterService service = new RouterService()) {
      String open = "endpoints.echo={type: REQ, address: \"" + service.address() + "\"}";
      try (TestBridge bridge = TestBridge.configured(open);
          ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
        works(service, peer);
        bridge.reload(open, "doors=[websocket, http]");
        peer.expectClose(1012);
      }
    }
  }

  @Test
  void requestsBeyondWhatMayBeInFlightWaitAndNoneIsLost() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service, "limits.maxRequestsInFlight=2");
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
      for (int i = 0; i < 20; i++) {
        peer.say("\1").say("\0" + i);
      }
      for (int i = 0; i < 20; i++) {
        service.reply(service.receive("" + i), "re " + i);
        peer.expect("\1").expect("\0re " + i);
      }
    }
  }

  @Test
  void aRequestThatEndsWithoutAReplyIsCountedAndTheNextOneGoesOn() {
    try (RouterService service = new RouterService();
        TestBridge bridge = asking(service, "deadlines.requestMillis=50");
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
      peer.say("\1").say("\0lost");
      service.receive("lost");
      Await.await(
          "the request to end",
          () ->
              bridge.bridge().counters().endpoint("echo").value(Counter.ZWS_REQUESTS_UNANSWERED)
                  == 1);
    }
  }

  @Test
  void aPushedMessageReachesItsServiceEvenIfItsClientHasLeft() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PULL", "bind");
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.jobs={type: PUSH, address: \"" + service.address() + "\"}",
                "limits.maxUnsentMessages=1")) {
      ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/jobs");
      for (int i = 0; i < 50; i++) {
        peer.say("\1job").say("\0" + i);
      }
      peer.page().frame(RawPage.CLOSE, true, new byte[] {0x03, (byte) 0xe8});
      for (int i = 0; i < 50; i++) {
        service.expectFrames("job", "" + i);
      }
      assertEquals(1000, peer.page().closeCode());
    }
  }

  @Test
  void theTextOfARefusalNamesItsRule() {
    assertEquals("flag_unknown", Rule.FLAG_UNKNOWN.word());
    for (Rule rule : Rule.values()) {
      assertTrue(rule.text().getBytes(UTF_8).length + rule.word().length() < 95, rule.word());
    }
  }
}
