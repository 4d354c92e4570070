package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** One port for an application on Tomcat and its bridge. */
final class TomcatTest {
  private static final int SMALL_BUFFER = 4096;
  private static final int LARGE = 1_000_000;
  private static final int REQUESTS = 20_000;
  private static final int IN_FLIGHT = 10;

  private static UnaryOperator<BridgeBuilder> echo(BackEnd service) {
    return builder -> builder.endpoint("echo", SocketType.REQ, service.address());
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void pagesAndTheApplicationShareAPort(Wire wire) throws Exception {
    try (BackEnd echo = BackEnd.echo();
        TomcatApplication server = TomcatApplication.start(wire, echo(echo));
        RawPage page = server.page()) {
      page.connected("a", "echo", Json.REQ);
      for (int i = 0; i < 100; i++) {
        page.send("a", "hello" + i);
        page.expect("a", "hello" + i);
      }
      String large = "x".repeat(LARGE);
      page.send("a", large);
      page.expect("a", large);
      assertEquals(101, server.upgrade().status());
    }
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void theSecondWireIsSpokenToo(Wire wire) throws Exception {
    SecondFrames frames = new SecondFrames(new Variables());
    try (BackEnd echo = BackEnd.echo();
        TomcatApplication server = TomcatApplication.start(wire, echo(echo));
        SecondPage page = new SecondPage(server.upgrade(), frames)) {
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
  @EnumSource(Wire.class)
  void aPageThatAsksWithoutReadingIsSlowedByTcpAndNotThrownOut(Wire wire) throws Exception {
    try (TomcatApplication server =
            TomcatApplication.start(
                wire,
                builder ->
                    builder
                        .endpoint("absent", SocketType.REQ, "tcp://127.0.0.1:" + FreePort.find())
                        .limits(Limits.sockets("maxRequestsInFlight", IN_FLIGHT)));
        RawPage page = RawPage.open(server.upgrade().receiveBuffer(SMALL_BUFFER))) {
      page.connected("a", "absent", Json.REQ);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < REQUESTS; i++) {
                  page.send("a", "x");
                }
              });
      Await.await("it to be slowed", () -> server.count(Counter.READS_PAUSED) > 0);
      for (int i = 0; i < REQUESTS - IN_FLIGHT; i++) {
        page.expectError("a", "overflow");
      }
      writing.join();
      assertEquals(0, server.count(Counter.REPLIES_OVERFLOWED));
      page.closeUnread();
    }
  }

  @Test
  void compressionIsAgreedOn() throws Exception {
    try (BackEnd echo = BackEnd.echo();
        TomcatApplication server =
            TomcatApplication.start(
                builder -> echo(echo).apply(builder).deflate(DeflateSettings.DEFAULTS))) {
      Upgrade offer = server.upgrade().with("Sec-WebSocket-Extensions: permessage-deflate");
      try (Socket socket = offer.send()) {
        assertTrue(Upgrade.head(socket).contains("permessage-deflate"));
      }
      try (RawPage page = RawPage.open(offer)) {
        page.connected("a", "echo", Json.REQ);
        page.send("a", "short, and so not compressed");
        page.expect("a", "short, and so not compressed");
      }
    }
  }

  @Test
  void theScriptIsServedAndTheApplicationIsUntouched() throws Exception {
    try (TomcatApplication server = TomcatApplication.start(builder -> builder);
        RawHttp http = new RawHttp(server.port())) {
      http.send("GET /orders HTTP/1.1\r\nHost: x\r\n\r\n");
      http.expectHead(200);
      http.expect("/orders");
      http.send("GET /zmq.js HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(http.expectHead(200).contains("text/javascript"));
    }
  }

  @Test
  void whatIsNoHandshakeIsRefused() throws Exception {
    try (TomcatApplication server = TomcatApplication.start(builder -> builder)) {
      assertEquals(426, server.upgrade().without("Sec-WebSocket-Key").status());
      assertEquals(400, server.upgrade().target("/data;a=b").status());
      assertEquals(400, server.upgrade().with("Content-Length: 1").status());
    }
  }

  @Test
  void foreignPagesAreRefused() throws Exception {
    try (TomcatApplication server = TomcatApplication.start(builder -> builder)) {
      assertEquals(403, server.upgrade().with("Origin: https://evil.example").status());
      assertEquals(1, server.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
      assertEquals(
          101, server.upgrade().with("Origin: http://127.0.0.1:" + server.port()).status());
    }
  }

  @Test
  void overTlsSoAreThoseThatWereNot() throws Exception {
    try (TomcatApplication server = TomcatApplication.start(Wire.TLS, builder -> builder)) {
      String here = "127.0.0.1:" + server.port();
      assertEquals(403, server.upgrade().with("Origin: http://" + here).status());
      assertEquals(101, server.upgrade().with("Origin: https://" + here).status());
    }
  }

  @Test
  void deniedPagesAndOtherHostsAreRefused() throws Exception {
    try (TomcatApplication server =
        TomcatApplication.start(builder -> builder.authorizer(Authorizer.DENY_ALL))) {
      assertEquals(403, server.upgrade().status());
    }
    try (TomcatApplication server =
        TomcatApplication.start(builder -> builder.host("bridge.example"))) {
      assertEquals(421, server.upgrade().status());
    }
  }

  @Test
  void aMessageAboveTheLimitCloses1009() throws Exception {
    try (TomcatApplication server =
            TomcatApplication.start(
                builder -> builder.limits(Limits.edge("maxMessageBytes", 1_000)));
        RawPage page = server.page()) {
      page.send("x".repeat(1_001));
      assertEquals(1009, page.closeCode());
    }
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void aSlowReaderIsClosedAndNobodyElse(Wire wire) throws Exception {
    try (PubService news = new PubService();
        TomcatApplication server =
            TomcatApplication.start(
                wire,
                builder ->
                    builder
                        .endpoint(
                            EndpointSpec.of(
                                    "news", SocketType.SUB, ZmqEndpoint.parse(news.address()))
                                .slowReaders(SlowReaderPolicy.CLOSE))
                        .limits(Limits.edge("maxQueuedMessages", 50, "writeMillis", 60_000)));
        RawPage fast = server.page()) {
      RawPage slow = RawPage.open(server.upgrade().receiveBuffer(SMALL_BUFFER));
      slow.connected("s", "news", Json.SUB);
      fast.connected("f", "news", Json.SUB);
      news.awaitSubscription();
      String payload = "x".repeat(2_000);
      for (int i = 0; server.count(Counter.SLOW_SUBSCRIBERS_CLOSED) == 0; i++) {
        news.publish(i + payload);
        fast.expect("f", i + payload);
      }
      assertEquals(1008, slow.closeCodeAfterMessages());
    }
  }

  @Test
  void theLimitOfAnAddressHoldsUntilItsConnectionsEnd() throws Exception {
    try (TomcatApplication server =
        TomcatApplication.start(
            builder -> builder.limits(Limits.edge("maxConnectionsPerAddress", 1)))) {
      RawPage first = server.page();
      assertEquals(429, server.upgrade().status());
      first.close();
      Await.await("the place to be free", () -> server.upgrade().status() == 101);
    }
  }

  @Test
  void aPageThatLeavesIsForgotten() throws Exception {
    try (TomcatApplication server = TomcatApplication.start(builder -> builder)) {
      RawPage page = server.page();
      Await.await("it to be there", () -> server.count(Counter.CONNECTIONS_OPENED) == 1);
      page.close();
      Await.await("it to be gone", () -> server.count(Counter.CONNECTIONS_CLOSED) == 1);
    }
  }

  @Test
  void whenTheBridgeClosesPagesAreToldAndTheApplicationStays() throws Exception {
    try (TomcatApplication server = TomcatApplication.start(builder -> builder)) {
      RawPage page = server.page();
      server.bridge().close();
      assertEquals(1012, page.closeCode());
      assertEquals(503, server.upgrade().status());
      try (RawHttp http = new RawHttp(server.port())) {
        http.send("GET /orders HTTP/1.1\r\nHost: x\r\n\r\n");
        http.expectHead(200);
      }
    }
  }

  @Test
  void aSilentPageIsPingedAndEnded() throws Exception {
    try (TomcatApplication server =
        TomcatApplication.start(
            builder -> builder.limits(Limits.edge("pingMillis", 100, "pongMillis", 100)))) {
      RawPage page = server.page().ignoringPings();
      assertEquals(1008, page.closeCode());
      assertEquals(1, server.count(Counter.PONGS_MISSED));
    }
  }
}
