package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** A ZWS client is asked all that a page is asked; a hook that overrides one question guards. */
final class ZwsAccessTest {
  private static TestBridge with(Authorizer hooks, RouterService service) {
    return TestBridge.start(
        builder -> builder.endpoint("echo", SocketType.REQ, service.address()).authorizer(hooks));
  }

  private static Authorizer comingIn(Predicate<Handshake> rule) {
    return new Authorizer() {
      @Override
      public Decision websocketAllowed(Handshake handshake) {
        return Decision.allowIf(rule.test(handshake), "no");
      }
    };
  }

  private static void works(RouterService service, ZwsPeer peer) {
    peer.say("\1").say("\0hello");
    service.reply(service.receive("hello"), "world");
    peer.expect("\1").expect("\0world");
  }

  @Test
  void aHookThatOnlyGuardsTheWebSocketGuardsZws() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            with(comingIn(handshake -> handshake.cookie("who").isPresent()), service)) {
      Upgrade upgrade = ZwsPeer.upgrade(bridge, "/zws/echo", "ZWS2.0");
      assertEquals(403, upgrade.status());
      assertEquals(1, bridge.count(Counter.HANDSHAKES_REFUSED_HOOK));
      assertEquals(101, upgrade.with("Cookie: who=hugo").status());
    }
  }

  @Test
  void aHookThatOnlyGuardsEndpointsGuardsZws() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            boolean told = request.endpoint().equals("echo") && request.fields().isEmpty();
            return told ? Decision.DENY : Decision.ALLOW;
          }
        };
    try (RouterService service = new RouterService();
        TestBridge bridge = with(hooks, service)) {
      for (String subprotocol : List.of("ZWS2.0", "ZWS2.0/NULL")) {
        try (ZwsPeer peer = ZwsPeer.open(bridge, "/zws/echo", subprotocol)) {
          peer.next();
          peer.say(subprotocol.endsWith("NULL") ? ZwsPeer.ready("READY", "REQ") : "\0");
          peer.say("\1").say("\0early").expectClose(3003);
        }
      }
      assertEquals(2, bridge.count(Counter.ZWS_DENIED));
    }
  }

  @Test
  void plainIsToldThatItIsRefusedAndOneWhoIsAllowedIsWelcome() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.allowIf("pass".equals(request.text("password")), "wrong");
          }
        };
    try (RouterService service = new RouterService();
        TestBridge bridge = with(hooks, service)) {
      try (ZwsPeer peer = ZwsPeer.open(bridge, "/zws/echo", "ZWS2.0/PLAIN")) {
        peer.say("\2\5HELLO\4hugo\4fail").expect("\2\5ERROR\3" + "400").expectClose(3003);
      }
      try (ZwsPeer peer = ZwsPeer.open(bridge, "/zws/echo", "ZWS2.0/PLAIN")) {
        peer.say("\2\5HELLO\4hugo\4pass").expect("\2\7WELCOME");
        peer.say(ZwsPeer.ready("INITIATE", "REQ"));
        peer.expect(ZwsPeer.ready("READY", "ROUTER"));
        works(service, peer);
      }
      assertEquals(1, bridge.count(Counter.ZWS_DENIED));
    }
  }

  @Test
  void whatAClientSendsWhileTheHookIsAskedWaitsInOrder() {
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.later(answer);
          }
        };
    try (RouterService service = new RouterService();
        TestBridge bridge = with(hooks, service);
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
      peer.say("\1").say("\0one").say("\1").say("\0two");
      bridge.awaitCount(Counter.READS_PAUSED, 1);
      answer.complete(Decision.ALLOW);
      service.reply(service.receive("one"), "1");
      service.reply(service.receive("two"), "2");
      peer.expect("\1").expect("\0001").expect("\1").expect("\0002");
    }
  }

  @Test
  void whatAPrincipalMayHearIsWhatItHears() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allow(Grant.to("hugo").topics(Topics.of("a")));
          }
        };
    try (PubService service = new PubService();
        TestBridge bridge =
            TestBridge.start(
                builder ->
                    builder.endpoint("news", SocketType.SUB, service.address()).authorizer(hooks));
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/news")) {
      peer.say("\0\1b").say("\0\1");
      service.awaitSubscription();
      bridge.awaitCount(Counter.ZWS_TOPICS_DENIED, 1);
      service.publish("b");
      service.publish("a");
      peer.expect("\0a");
    }
  }

  @Test
  void aPrincipalThatIsRevokedLosesItsConnection() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allow(Grant.to("hugo"));
          }
        };
    try (RouterService service = new RouterService();
        TestBridge bridge = with(hooks, service);
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
      works(service, peer);
      assertEquals(1, Math.min(1, bridge.bridge().revoke("hugo")));
      peer.expectClose(3003);
    }
  }

  @Test
  void aServiceThatIsAskedOverHttpDecides() throws IOException {
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext("/", ZwsAccessTest::decide);
    hook.start();
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.echo={type: REQ, address: \"" + service.address() + "\"}",
                "auth.http.url=http://127.0.0.1:" + hook.getAddress().getPort() + "/")) {
      Upgrade upgrade = ZwsPeer.upgrade(bridge, "/zws/echo", "ZWS2.0/PLAIN");
      assertEquals(403, upgrade.status());
      Upgrade hugo = upgrade.with("Cookie: user=hugo");
      try (ZwsPeer peer = ZwsPeer.open(hugo)) {
        peer.say("\2\5HELLO\4hugo\4fail").expect("\2\5ERROR\3" + "400").expectClose(3003);
      }
      try (ZwsPeer peer = ZwsPeer.open(hugo)) {
        peer.say("\2\5HELLO\4hugo\4pass").expect("\2\7WELCOME");
        peer.say(ZwsPeer.ready("INITIATE", "REQ")).expect(ZwsPeer.ready("READY", "ROUTER"));
        works(service, peer);
      }
    } finally {
      hook.stop(0);
    }
  }

  /** Lets hugo in, and him open what he has the password for. */
  private static void decide(HttpExchange exchange) throws IOException {
    String question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean open = question.contains("\"question\":\"open\"");
    boolean yes =
        question.contains("user=hugo") && (!open || question.contains("\"password\":\"pass\""));
    byte[] answer = ("{\"allow\":" + yes + ",\"principal\":\"hugo\"}").getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  void oneAddressHasNoMoreConnectionsThanPagesHave() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.echo={type: REQ, address: \"" + service.address() + "\"}",
                "limits.maxConnectionsPerAddress=1");
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
      Await.await("the limit to count", () -> isRefused(bridge));
      works(service, peer);
    }
  }

  private static boolean isRefused(TestBridge bridge) {
    try {
      return ZwsPeer.upgrade(bridge, "/zws/echo", "ZWS2.0").status() != 101;
    } catch (RuntimeException | AssertionError unread) {
      return bridge.count(Counter.HANDSHAKES_REFUSED_LIMIT) > 0;
    }
  }
}
