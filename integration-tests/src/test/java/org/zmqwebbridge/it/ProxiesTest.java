package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.Configured;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** A bridge behind proxies and load balancers, as they are. */
final class ProxiesTest {
  /** More than one address may have; for the figure of docs/OPERATIONS.md, 5,000. */
  private static final int VISITORS = Integer.getInteger("zwb.visitors", 300);

  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Map<String, BiFunction<Path, TestBridge, ProxyServer>> PROXIES =
      Map.of(
          "nginx", ProxyServer::nginx,
          "haproxy", ProxyServer::haproxy,
          "caddyfile", ProxyServer::caddy);

  /** Keeps the addresses that it was asked about. */
  private static final class Addresses extends Authorizer {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Override
    public Decision websocketAllowed(Handshake handshake) {
      seen.add(handshake.remoteAddress().getAddress().getHostAddress());
      return Decision.ALLOW;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "haproxy", "caddyfile"})
  void thePageOfEachProxyServesItsVisitors(String proxy, @TempDir Path folder) throws IOException {
    Addresses hook = new Addresses();
    String[] settings =
        TestBridge.ephemeral(
            "trustedProxies=[127.0.0.1]", "clientAddress=" + ProxyServer.clientAddress(proxy));
    List<Socket> visitors = new ArrayList<>();
    Set<String> addresses = ConcurrentHashMap.newKeySet();
    try (TestBridge bridge = TestBridge.of(Configured.by(settings).authorizer(hook));
        ProxyServer server = PROXIES.get(proxy).apply(folder, bridge)) {
      long pinged = System.nanoTime();
      for (int i = 0; i < VISITORS; i++) {
        String address = "127.1." + i / 250 + "." + (1 + i % 250);
        addresses.add(address);
        String head = server.visit(address, visitors);
        assertEquals(101, Upgrade.status(head), head);
        if (System.nanoTime() - pinged > SILENCE_NANOS) {
          ping(visitors); // who says nothing for long is thrown out, by proxy or bridge
          pinged = System.nanoTime();
        }
      }
      assertEquals(addresses, hook.seen);
      Await.await( // the last of them has its answer before it is counted
          "all visitors", () -> bridge.gauge("zwb.ws.connections.open") == VISITORS);
      assertEquals(0, bridge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
      assertEquals(0, bridge.count(Counter.FORWARDED_UNREADABLE));
    } finally {
      for (Socket visitor : visitors) {
        visitor.close();
      }
    }
  }

  private static void ping(List<Socket> visitors) throws IOException {
    for (Socket visitor : visitors) {
      visitor.getOutputStream().write(Frames.masked(RawPage.PING, true, new byte[0]));
    }
  }

  private static MainProcess serve(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String setting : TestBridge.ephemeral(settings)) {
      arguments.addAll(List.of("--set", setting));
    }
    return MainProcess.start(arguments.toArray(String[]::new));
  }

  @Test
  void aRefusalByALimitIsInTheLogWithTheSetting() {
    try (MainProcess main = serve("limits.maxConnectionsPerAddress=1")) {
      int port = main.port();
      RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, port));
      cutAtOnce(port);
      String line = main.awaitLine("limits.maxConnectionsPerAddress");
      assertTrue(line.contains("127.0.0.1 would have more than the 1 of"), line);
      assertTrue(line.contains("trustedProxies"), line);
      page.close();
    }
  }

  private static void cutAtOnce(int port) {
    try (Socket socket = Wire.tcp(port, 0)) {
      assertEquals(-1, socket.getInputStream().read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereAProxyHidesTheHostTheLogSaysBothAndPublicOriginMendsIt() {
    String origin = "Origin: http://www.example.org:8080"; // nginx with Host $host
    try (MainProcess main = serve()) {
      assertEquals(403, hidden(main.port()).with(origin).status());
      String line = main.awaitLine("refused with 403");
      for (String part :
          List.of(
              "http://www.example.org:8080",
              "the Host www.example.org:",
              "websocket.origins",
              "websocket.publicOrigin")) {
        assertTrue(line.contains(part), line);
      }
    }
    try (TestBridge bridge =
        TestBridge.configured("websocket.publicOrigin=http://www.example.org:8080")) {
      assertEquals(101, hidden(bridge.port()).with(origin).status());
      assertEquals(403, hidden(bridge.port()).with("Origin: http://www.example.org").status());
    }
  }

  private static Upgrade hidden(int port) {
    return Upgrade.to(Wire.CLEAR, port).without("Host").with("Host: www.example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.example.org",
        "capacitor://localhost",
        "chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb",
        "file://",
        "null",
        "http://lab_pc:8080"
      })
  void anOriginThatIsListedPassesWhole(String origin) {
    try (TestBridge bridge = TestBridge.configured("websocket.origins=[\"" + origin + "\"]")) {
      assertEquals(101, bridge.upgrade().with("Origin: " + origin).status());
      assertEquals(403, bridge.upgrade().with("Origin: " + origin + "/").status());
      assertEquals(403, bridge.upgrade().with("Origin: ionic://localhost").status());
      assertEquals(1 + 1, bridge.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
    }
  }

  @Test
  void namesBelowADomainPassAndTheDomainDoesNot() {
    try (TestBridge bridge =
        TestBridge.configured("websocket.origins=[\"https://*.example.org\"]")) {
      assertEquals(101, bridge.upgrade().with("Origin: https://a.b.example.org").status());
      assertEquals(403, bridge.upgrade().with("Origin: https://example.org").status());
    }
  }

  @Test
  void thePageOfAHostWithAnUnderscoreIsItsOwn() {
    try (TestBridge bridge = TestBridge.configured()) {
      Upgrade lab = bridge.upgrade().without("Host").with("Host: lab_pc:8080");
      assertEquals(101, lab.with("Origin: http://lab_pc:8080").status());
    }
  }

  @Test
  void loadBalancersNeedNoHost() throws IOException {
    try (TestBridge bridge = TestBridge.configured()) {
      int management = URI.create(bridge.bridge().managementUri()).getPort();
      for (String request :
          List.of(
              "GET /readyz HTTP/1.0\r\n\r\n",
              "GET /livez HTTP/1.0\r\n\r\n",
              "GET /readyz HTTP/1.1\r\nHost: zwb:9000\r\n\r\n",
              "HEAD /readyz HTTP/1.1\r\nHost: zwb.internal\r\n\r\n")) {
        assertEquals(200, status(management, request), request);
      }
      assertEquals(421, status(management, "GET /metrics HTTP/1.0\r\n\r\n"));
      for (String method : List.of("GET", "HEAD", "OPTIONS")) {
        assertEquals(200, status(bridge.port(), method + " / HTTP/1.0\r\n\r\n"), method);
      }
    }
  }

  private static int status(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return Upgrade.status(Upgrade.head(socket));
    }
  }
}
