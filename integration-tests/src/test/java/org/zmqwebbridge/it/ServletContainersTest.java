package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.jakarta.BridgeServlet;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** One port for an application on Jetty's servlets, or on Undertow, and its bridge. */
final class ServletContainersTest {
  private static final int SMALL_BUFFER = 4096;
  private static final int LARGE = 1_000_000;
  private static final int REQUESTS = 5_000;
  private static final int IN_FLIGHT = 10;

  static Stream<Arguments> each() {
    return Stream.of(ServletServer.Kind.values())
        .flatMap(kind -> Stream.of(Wire.values()).map(wire -> Arguments.of(kind, wire)));
  }

  private static UnaryOperator<BridgeBuilder> echo(BackEnd service) {
    return builder -> builder.endpoint("echo", SocketType.REQ, service.address());
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  @ParameterizedTest
  @MethodSource("each")
  void pagesAndTheApplicationShareAPort(ServletServer.Kind kind, Wire wire) throws Exception {
    try (BackEnd echo = BackEnd.echo();
        ServletApplication application = ServletApplication.start(kind, wire, echo(echo));
        RawPage page = application.page()) {
      page.connected("a", "echo", Json.REQ);
      for (int i = 0; i < 100; i++) {
        page.send("a", "hello" + i);
        page.expect("a", "hello" + i);
      }
      String large = "x".repeat(LARGE);
      page.send("a", large);
      page.expect("a", large);
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void theSecondWireIsSpokenToo(ServletServer.Kind kind) throws Exception {
    SecondFrames frames = new SecondFrames(new Variables());
    try (BackEnd echo = BackEnd.echo();
        ServletApplication application = ServletApplication.start(kind, Wire.CLEAR, echo(echo));
        SecondPage page = new SecondPage(application.upgrade(), frames)) {
      page.send(
          frames.outgoing(json("{'op': 'open', 'channel': 1, 'type': 'REQ', 'endpoint': 'echo'}")));
      assertEquals("opened", Json.text(page.next(json("{'channel': 1}")), "op"));
      page.send(
          frames.outgoing(
              json(
                  "{'kind': 'REQUEST', 'channel': 1, 'id': 1, 'millis': 5000, 'parts':"
                      + " ['hello']}")));
      JsonObject reply = page.next(json("{'channel': 1}"));
      assertEquals("hello", reply.getAsJsonArray("parts").get(0).getAsString());
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void foreignPagesAreRefused(ServletServer.Kind kind, Wire wire) throws Exception {
    try (ServletApplication application =
        ServletApplication.start(kind, wire, builder -> builder)) {
      String scheme = wire == Wire.TLS ? "https" : "http";
      String here = scheme + "://127.0.0.1:" + application.server().port();
      assertEquals(403, application.upgrade().with("Origin: https://evil.example").status());
      assertEquals(1, application.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
      assertEquals(101, application.upgrade().with("Origin: " + here).status());
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void aMessageAboveTheLimitCloses1009(ServletServer.Kind kind) throws Exception {
    try (ServletApplication application =
            ServletApplication.start(
                kind,
                Wire.CLEAR,
                builder -> builder.limits(Limits.edge("maxMessageBytes", 1_000)));
        RawPage page = application.page()) {
      page.send("x".repeat(1_001));
      assertEquals(1009, page.closeCode());
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void aSlowReaderIsClosedAndNobodyElse(ServletServer.Kind kind, Wire wire) throws Exception {
    try (PubService news = new PubService();
        ServletApplication application =
            ServletApplication.start(
                kind,
                wire,
                builder ->
                    builder
                        .endpoint(
                            EndpointSpec.of(
                                    "news", SocketType.SUB, ZmqEndpoint.parse(news.address()))
                                .slowReaders(SlowReaderPolicy.CLOSE))
                        .limits(Limits.edge("maxQueuedMessages", 50, "writeMillis", 60_000)));
        RawPage fast = application.page()) {
      RawPage slow = RawPage.open(application.upgrade().receiveBuffer(SMALL_BUFFER));
      slow.connected("s", "news", Json.SUB);
      fast.connected("f", "news", Json.SUB);
      news.awaitSubscription();
      String payload = "x".repeat(2_000);
      for (int i = 0; application.count(Counter.SLOW_SUBSCRIBERS_CLOSED) == 0; i++) {
        news.publish(i + payload);
        fast.expect("f", i + payload);
      }
      assertEquals(1008, slow.closeCodeAfterMessages());
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void aPageThatAsksWithoutReadingIsSlowedByTcpAndNotThrownOut(ServletServer.Kind kind, Wire wire)
      throws Exception {
    try (ServletApplication application =
            ServletApplication.start(
                kind,
                wire,
                builder ->
                    builder
                        .endpoint("absent", SocketType.REQ, "tcp://127.0.0.1:" + FreePort.find())
                        .limits(Limits.sockets("maxRequestsInFlight", IN_FLIGHT)));
        RawPage page = RawPage.open(application.upgrade().receiveBuffer(SMALL_BUFFER))) {
      page.connected("a", "absent", Json.REQ);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < REQUESTS; i++) {
                  page.send("a", "x");
                }
              });
      Await.await("it to be slowed", () -> application.count(Counter.READS_PAUSED) > 0);
      for (int i = 0; i < REQUESTS - IN_FLIGHT; i++) {
        page.expectError("a", "overflow");
      }
      writing.join();
      assertEquals(0, application.count(Counter.REPLIES_OVERFLOWED));
      page.closeUnread();
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void theLimitOfAnAddressHoldsUntilItsConnectionsEnd(ServletServer.Kind kind) throws Exception {
    try (ServletApplication application =
        ServletApplication.start(
            kind,
            Wire.CLEAR,
            builder -> builder.limits(Limits.edge("maxConnectionsPerAddress", 1)))) {
      RawPage first = application.page();
      assertEquals(429, application.upgrade().status());
      first.close();
      Await.await("the place to be free", () -> application.upgrade().status() == 101);
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void aSilentPageIsPingedAndEnded(ServletServer.Kind kind) throws Exception {
    try (ServletApplication application =
        ServletApplication.start(
            kind,
            Wire.CLEAR,
            builder -> builder.limits(Limits.edge("pingMillis", 100, "pongMillis", 100)))) {
      assertEquals(1008, application.page().ignoringPings().closeCode());
      assertEquals(1, application.count(Counter.PONGS_MISSED));
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void theScriptIsServedAndTheApplicationIsUntouched(ServletServer.Kind kind) throws Exception {
    try (ServletApplication application =
            ServletApplication.start(kind, Wire.CLEAR, builder -> builder);
        RawHttp http = new RawHttp(application.server().port())) {
      http.send("GET /orders HTTP/1.1\r\nHost: x\r\n\r\n");
      http.expectHead(200);
      http.expect("/orders");
      http.send("GET /zmq.js HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(http.expectHead(200).contains("text/javascript"));
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void whenTheBridgeClosesPagesAreToldAndTheApplicationStays(ServletServer.Kind kind)
      throws Exception {
    try (ServletApplication application =
        ServletApplication.start(kind, Wire.CLEAR, builder -> builder)) {
      RawPage page = application.page();
      application.bridge().close();
      assertEquals(1012, page.closeCode());
      assertEquals(503, application.upgrade().status());
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void whenTheContainerStopsFirstItsPagesAreForgotten(ServletServer.Kind kind) throws Exception {
    try (ServletApplication application =
        ServletApplication.start(kind, Wire.CLEAR, builder -> builder)) {
      RawPage page = application.page();
      Await.await("it to be there", () -> application.count(Counter.CONNECTIONS_OPENED) == 1);
      application.server().stop();
      Await.await("it to be gone", () -> application.count(Counter.CONNECTIONS_CLOSED) == 1);
      page.closeUnread();
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void whatAServletCannotPassOnIsSaid(ServletServer.Kind kind) throws Exception {
    try (BackEnd echo = BackEnd.echo();
        ServletApplication application = ServletApplication.start(kind, Wire.CLEAR, echo(echo));
        RawHttp http = new RawHttp(application.server().port())) {
      http.send("POST /req/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
      http.expectHead(404);
      http.expect(
          "Not Found. In a servlet the bridge answers WebSockets and scripts only; its HTTP");
      assertEquals(1, application.count(Counter.HTTP_REFUSED));
    }
  }

  @ParameterizedTest
  @EnumSource(ServletServer.Kind.class)
  void whatIsNoHandshakeIsRefused(ServletServer.Kind kind) throws Exception {
    try (ServletApplication application =
        ServletApplication.start(kind, Wire.CLEAR, builder -> builder)) {
      assertEquals(426, application.upgrade().without("Sec-WebSocket-Key").status());
      assertEquals(400, application.upgrade().target("/data;a=b").status());
      assertEquals(400, application.upgrade().with("Content-Length: 1").status());
    }
  }

  @Test
  void aNameThatAProxyGivesForAClientIsNoAddress() throws Exception {
    try (ServletApplication application =
        ServletApplication.start(ServletServer.Kind.UNDERTOW, Wire.CLEAR, builder -> builder)) {
      Upgrade upgrade = application.upgrade();
      assertEquals(400, upgrade.with("X-Forwarded-For: localhost").status());
      assertEquals(101, upgrade.with("X-Forwarded-For: 192.0.2.1").status());
      assertEquals(101, upgrade.with("X-Forwarded-For: 2001:db8::1").status());
      assertEquals(101, upgrade.with("X-Forwarded-Host: localhost").status());
    }
  }

  /** Jetty writes brackets around it. */
  @Test
  void aClientOfIpv6IsOneInJettyToo() throws Exception {
    try (ServletApplication application =
        ServletApplication.start(ServletServer.Kind.JETTY, Wire.CLEAR, builder -> builder)) {
      Upgrade upgrade = application.upgrade();
      assertEquals(101, upgrade.with("X-Forwarded-For: 2001:db8::1").status());
      assertEquals(101, upgrade.with("X-Forwarded-For: [2001:db8::1]:4711").status());
      assertEquals(101, upgrade.with("X-Forwarded-For: 192.0.2.1").status());
    }
  }

  @Test
  void jettyCountsWebSocketsAsItsConnections() throws Exception {
    try (ServletApplication application =
        ServletApplication.start(ServletServer.Kind.JETTY, Wire.CLEAR, builder -> builder)) {
      JettyServlets jetty = (JettyServlets) application.server();
      RawPage page = application.page();
      page.frame(RawPage.PING, true, new byte[0]).expectPong(new byte[0]);
      assertEquals(1, jetty.connections());
      page.close();
      Await.await("its end", () -> jetty.connections() == 0);
    }
  }

  @Test
  void anotherContainerIsRefusedWithTheRemedy() {
    ServletContext unknown = answering(ServletContext.class, "getServerInfo", "Container/1.0");
    ServletConfig config = answering(ServletConfig.class, "getServletContext", unknown);
    try (Bridge bridge = Bridge.builder().listenNowhere().build()) {
      BridgeServlet servlet = new BridgeServlet(bridge);
      String said = assertThrows(ServletException.class, () -> servlet.init(config)).getMessage();
      assertTrue(said.contains("this is Container/1.0"), said);
      assertTrue(said.contains("give the bridge a port of its own"), said);
    }
  }

  /** One that answers this, and nothing else. */
  private static <T> T answering(Class<T> type, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> called.getName().equals(method) ? answer : null));
  }
}
