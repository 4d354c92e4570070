package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.jetty.BridgeHandler;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.TlsIdentity;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** One port for an application on Jetty and its bridge. */
final class JettyHandlerTest {
  private static final int SMALL_BUFFER = 4096;

  private static UnaryOperator<BridgeBuilder> echo(BackEnd service) {
    return builder -> builder.endpoint("echo", SocketType.REQ, service.address());
  }

  @Test
  void pagesAndTheApplicationShareAPort() throws Exception {
    try (BackEnd echo = BackEnd.echo();
        ApplicationServer server = ApplicationServer.start(echo(echo));
        RawPage page = server.page()) {
      page.connected("a", "echo", Json.REQ);
      page.send("a", "hello");
      page.expect("a", "hello");
      try (RawHttp http = new RawHttp(server.port())) {
        http.send("GET /orders HTTP/1.1\r\nHost: x\r\n\r\n");
        http.expectHead(200);
        http.expect("/orders");
        http.send("GET /zmq.js HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(http.expectHead(200).contains("text/javascript"));
      }
    }
  }

  @Test
  void oneConnectionAsksADoorAndTheApplicationInTurns() throws Exception {
    try (BackEnd echo = BackEnd.echo();
        ApplicationServer server = ApplicationServer.start(echo(echo));
        RawHttp http = new RawHttp(server.port())) {
      for (int i = 0; i < 3; i++) {
        http.send("POST /req/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
        assertTrue(http.expectHead(200).contains("nosniff"));
        http.expect("hi");
        http.send("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n!!");
        http.expectHead(200);
        http.expect("/orders!!");
      }
      assertEquals(3, server.count(Counter.EXCHANGES));
    }
  }

  @Test
  void overTlsItIsTheSame() throws Exception {
    Certificate certificate = Certificate.shared();
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(
        TlsIdentity.read(new EdgeConfig.Tls(certificate.pem(), certificate.key())).keyStore());
    tls.setKeyStorePassword("");
    try (BackEnd echo = BackEnd.echo();
        ApplicationServer server =
            ApplicationServer.start(
                echo(echo),
                handler ->
                    new ConnectionFactory[] {
                      new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
                      handler.http11(new HttpConfiguration())
                    })) {
      Upgrade upgrade = Upgrade.to(Wire.TLS, server.port());
      assertEquals(403, upgrade.with("Origin: http://127.0.0.1:" + server.port()).status());
      try (RawPage page =
          RawPage.open(upgrade.with("Origin: https://127.0.0.1:" + server.port()))) {
        page.connected("a", "echo", Json.REQ);
        page.send("a", "hello");
        page.expect("a", "hello");
      }
    }
  }

  @Test
  void foreignPagesAndDeniedOnesAreRefused() throws Exception {
    try (BackEnd echo = BackEnd.echo();
        ApplicationServer server = ApplicationServer.start(echo(echo))) {
      assertEquals(403, server.upgrade().with("Origin: https://evil.example").status());
      assertEquals(1, server.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
      assertEquals(
          101, server.upgrade().with("Origin: http://127.0.0.1:" + server.port()).status());
    }
    try (ApplicationServer server =
        ApplicationServer.start(builder -> builder.authorizer(Authorizer.DENY_ALL))) {
      assertEquals(403, server.upgrade().status());
    }
  }

  @Test
  void aMessageAboveTheLimitCloses1009() throws Exception {
    try (ApplicationServer server =
            ApplicationServer.start(
                builder -> builder.limits(Limits.edge("maxMessageBytes", 1_000)));
        RawPage page = server.page()) {
      page.send("x".repeat(1_001));
      assertEquals(1009, page.closeCode());
    }
  }

  @Test
  void aSlowReaderIsClosedAndNobodyElse() throws Exception {
    try (PubService news = new PubService();
        ApplicationServer server =
            ApplicationServer.start(
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
  void theLimitOfConnectionsIsTheServers() throws Exception {
    try (ApplicationServer server =
            ApplicationServer.start(
                builder -> builder.limits(Limits.edge("maxConnectionsPerAddress", 1)));
        RawHttp first = new RawHttp(server.port())) {
      first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      first.expectHead(200);
      RawHttp second = new RawHttp(server.port());
      Await.await(
          "the second to be refused", () -> server.count(Counter.HANDSHAKES_REFUSED_LIMIT) == 1);
      second.close();
    }
  }

  @Test
  void aRequestThatCouldBeCutInTwoWaysIsRefusedBeforeTheApplication() throws Exception {
    try (ApplicationServer server = ApplicationServer.start(builder -> builder);
        RawHttp http = new RawHttp(server.port())) {
      http.send(
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
      http.expectHead(400);
    }
  }

  @Test
  void whenTheBridgeClosesPagesAreToldAndTheApplicationStays() throws Exception {
    try (ApplicationServer server = ApplicationServer.start(builder -> builder)) {
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

  private static String refusal(ConnectionFactory... spoken) {
    return assertThrows(
            IllegalStateException.class,
            () -> ApplicationServer.start(builder -> builder, handler -> spoken))
        .getMessage();
  }

  @Test
  void aConnectorThatForgivesIsRefusedWithTheRemedy() {
    String said = refusal(new HttpConnectionFactory());
    assertTrue(said.contains("bridgeHandler.http11(httpConfiguration)"), said);
  }

  @Test
  void http2IsRefused() {
    HttpConfiguration http = new HttpConfiguration();
    String said = refusal(new HTTP2CServerConnectionFactory(http));
    assertTrue(said.contains("take HTTP2CServerConnectionFactory out"), said);
  }

  @Test
  void theHandlerIsTheServersFirstAndItsBridgeRuns() throws Exception {
    Server server = new Server();
    try (Bridge bridge = Bridge.builder().listenNowhere().build()) {
      BridgeHandler handler = bridge.jettyHandler();
      server.setHandler(new Handler.Sequence(handler));
      assertTrue(startFails(server).contains("call its start() before the server's"));
      bridge.start();
      assertTrue(startFails(server).contains("server.setHandler(bridgeHandler)"));
    } finally {
      server.stop();
    }
  }

  private static String startFails(Server server) {
    return assertThrows(IllegalStateException.class, server::start).getMessage();
  }

  @Test
  void pagesAreTheApplicationsToServe() {
    try (Bridge bridge = Bridge.builder().listenNowhere().pages("demo").build()) {
      assertThrows(IllegalStateException.class, bridge::jettyHandler);
    }
  }
}
