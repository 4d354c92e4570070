package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Opening;
import org.zmqwebbridge.observe.Counter;

/** Who gets a 101, and what becomes of those who never ask for one properly. */
final class HandshakeTest {
  private static final String UNUSED = "tcp://127.0.0.1:1";

  /** Counts how often it was asked. */
  private static final class Asked extends Authorizer {
    private final AtomicInteger times = new AtomicInteger();

    @Override
    public Decision websocketAllowed(Handshake handshake) {
      times.incrementAndGet();
      return Decision.ALLOW;
    }
  }

  private static TestBridge plain(Wire wire) {
    return TestBridge.start(wire, b -> b.endpoint("echo", SocketType.REQ, UNUSED));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoHandshakeIsRefused(Wire wire) {
    try (TestBridge bridge = plain(wire)) {
      Upgrade good = bridge.upgrade();
      assertEquals(101, good.status());
      for (String header :
          List.of("Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version")) {
        int status = good.without(header).status();
        assertTrue(status >= 400 && status < 500, () -> "without " + header + ": " + status);
      }
      for (String key : List.of("", "x", Opening.KEY + "x", "dGhlIHNhbXBsZSBub25jZR==")) {
        int status = good.without("Sec-WebSocket-Key").with("Sec-WebSocket-Key: " + key).status();
        assertTrue(status >= 400 && status < 500, () -> "key " + key + ": " + status);
      }
      for (String version : List.of("8", "12", "14", "-1", "x")) {
        int status =
            good.without("Sec-WebSocket-Version")
                .with("Sec-WebSocket-Version: " + version)
                .status();
        assertEquals(426, status, version);
      }
      for (String target : List.of("/dat", "/data2", "/data/", "/DATA", "/x/../../data")) {
        int status = good.target(target).status();
        assertTrue(status >= 400 && status < 500, () -> target + ": " + status);
      }
      assertEquals(200, good.target("/").status()); // what load balancers ask
      assertEquals(400, good.without("Host").status());
      assertEquals(400, good.with("Host: two.example").status());
      bridge.page().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void headersOfAnyShapeHurtNobody(Wire wire) {
    try (TestBridge bridge = plain(wire)) {
      for (String line :
          List.of(
              "X-Empty:",
              "X-Space:   ",
              "Cookie:",
              "Cookie: =",
              "Cookie: a",
              "Cookie: a=\"b",
              "Cookie: a=1; a=2; =3; b=\u0001",
              "Sec-WebSocket-Protocol:",
              "Sec-WebSocket-Protocol: ,,",
              "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
              "Sec-WebSocket-Extensions: ;;;,",
              "Content-Length: 0",
              "Content-Length: 5",
              "Transfer-Encoding: chunked",
              "Expect: 100-continue",
              "X-Long: " + "x".repeat(4000),
              "X-Longer: " + "x".repeat(20_000))) {
        int status = bridge.upgrade().with(line).status();
        assertTrue(status == 101 || (status >= 400 && status < 500), () -> line + ": " + status);
      }
      bridge.page().close();
    }
  }

  static Stream<String> foreign() {
    return Stream.of(
        "http://evil.example",
        "https://evil.example",
        "null",
        "",
        "file://",
        "about:blank",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://127.0.0.1:PORT0",
        "http://127.0.0.1:PORT.evil.example",
        "http://127.0.0.1:PORT@evil.example",
        "http://evil.example#127.0.0.1:PORT",
        "http://evil.example/127.0.0.1:PORT",
        "http://127.0.0.1.evil.example:PORT",
        "http://evil127.0.0.1:PORT",
        "http://localhost:PORT",
        "http://127.0.0.1:PORT/",
        "http://127.0.0.1:PORT?x",
        "http://user@127.0.0.1:PORT",
        "http://127.1:PORT",
        "http://2130706433:PORT",
        "http://[::ffff:127.0.0.1]:PORT",
        "ftp://127.0.0.1:PORT",
        "ws://127.0.0.1:PORT",
        "127.0.0.1:PORT",
        "//127.0.0.1:PORT",
        "http://127.0.0.1:PORT http://evil.example",
        "http://evil.example, http://127.0.0.1:PORT");
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void aForeignOriginIsRefusedBeforeTheHookIsAsked(String origin) {
    Asked hooks = new Asked();
    try (TestBridge bridge =
        TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, UNUSED).authorizer(hooks))) {
      String line = "Origin: " + origin.replace("PORT", String.valueOf(bridge.port()));
      assertEquals(403, bridge.upgrade().with(line).status());
      assertEquals(0, hooks.times.get());
      assertEquals(1, bridge.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOwnOriginPasses(Wire wire) {
    try (TestBridge bridge = plain(wire)) {
      String scheme = wire == Wire.TLS ? "https" : "http";
      String own = "Origin: " + scheme + "://127.0.0.1:" + bridge.port();
      assertEquals(101, bridge.upgrade().with(own).status());
    }
  }

  @Test
  void ofNamedOriginsOnlyTheNamedPass() {
    try (TestBridge bridge =
        TestBridge.start(
            b ->
                b.endpoint("echo", SocketType.REQ, UNUSED)
                    .origin("https://good.example")
                    .origin("http://also.example:8080"))) {
      Upgrade upgrade = bridge.upgrade();
      assertEquals(101, upgrade.with("Origin: https://good.example").status());
      assertEquals(101, upgrade.with("Origin: https://good.example:443").status());
      assertEquals(101, upgrade.with("Origin: http://also.example:8080").status());
      for (String origin :
          List.of(
              "http://good.example",
              "https://good.example:8443",
              "https://good.example.evil.example",
              "https://evilgood.example",
              "https://sub.good.example",
              "https://good.example.",
              "http://also.example",
              "http://127.0.0.1:" + bridge.port())) {
        assertEquals(403, upgrade.with("Origin: " + origin).status(), origin);
      }
    }
  }

  private static void assertTurnedAway(TestBridge bridge) {
    assertThrows(UncheckedIOException.class, () -> bridge.upgrade().status());
  }

  private static void awaitNobody(TestBridge bridge) {
    Await.await("the places to come free", () -> bridge.gauge("zwb.tcp.connections.open") == 0);
  }

  @ParameterizedTest
  @EnumSource
  void connectionsOfOneAddressAreLimitedAndTheirPlacesComeFreeAgain(Wire wire) {
    try (TestBridge bridge =
        TestBridge.start(
            wire,
            b ->
                b.endpoint("echo", SocketType.REQ, UNUSED)
                    .limits(Limits.edge("maxConnectionsPerAddress", 3)))) {
      for (int round = 0; round < 3; round++) {
        List<RawPage> pages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          pages.add(bridge.page());
        }
        assertTurnedAway(bridge);
        pages.get(0).close();
        pages.get(1).cut();
        pages.get(2).closeUnread();
        awaitNobody(bridge);
      }
      assertEquals(3, bridge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectionsOverAllAreLimited(Wire wire) {
    try (TestBridge bridge =
        TestBridge.start(
            wire,
            b ->
                b.endpoint("echo", SocketType.REQ, UNUSED)
                    .limits(Limits.edge("maxConnections", 1)))) {
      RawPage only = bridge.page();
      assertTurnedAway(bridge);
      only.close();
      awaitNobody(bridge);
      bridge.page().close();
    }
  }

  @Test
  void thoseWhoLeaveWhileTheHookThinksHoldNoPlace() throws IOException {
    Gate gate = new Gate();
    try (TestBridge bridge =
        TestBridge.start(
            b ->
                b.endpoint("echo", SocketType.REQ, UNUSED)
                    .authorizer(gate)
                    .limits(Limits.edge("maxConnectionsPerAddress", 5)))) {
      List<Socket> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        waiting.add(bridge.upgrade().send());
      }
      Await.await("all to be asked", () -> gate.handshakes.size() == 5);
      for (Socket socket : waiting) {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      gate.answer(Decision.ALLOW);
      Await.await(
          "the places to come free",
          () -> {
            try {
              return bridge.upgrade().status() == 101;
            } catch (UncheckedIOException turnedAway) {
              return false;
            }
          });
    }
  }

  // Those who never finish

  private static TestBridge impatient(Wire wire) {
    return TestBridge.start(
        wire,
        b ->
            b.endpoint("echo", SocketType.REQ, UNUSED).limits(Limits.edge("handshakeMillis", 500)));
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatSaysNothingIsCut(Wire wire) throws IOException {
    try (TestBridge bridge = impatient(wire);
        Socket silent = Wire.tcp(bridge.port(), 0)) {
      assertEquals(-1, silent.getInputStream().read());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatStopsInTheMiddleOfItsRequestIsCut(Wire wire) throws IOException {
    try (TestBridge bridge = impatient(wire);
        Socket half = wire.connect(bridge.port(), 0)) {
      half.getOutputStream().write("GET /data HTTP/1.1\r\nHost: x\r\nUp".getBytes(US_ASCII));
      half.getOutputStream().flush();
      assertTrue(isCut(half));
    }
  }

  /** Reads what is answered, if anything, until the end. */
  private static boolean isCut(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // an answer such as 408 may come first
      }
      return true;
    } catch (SocketException reset) {
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  @Reaches("deadlines.handshakeMillis")
  void aClientThatDripsItsRequestByteByByteIsCut(Wire wire) throws IOException {
    try (TestBridge bridge = impatient(wire);
        Socket dripping = wire.connect(bridge.port(), 0)) {
      dripping.setSoTimeout(100); // the pace of the drops: well within any idle timeout
      byte[] request = ("GET /data HTTP/1.1\r\nX: " + "x".repeat(7000)).getBytes(US_ASCII);
      boolean cut = false;
      for (int i = 0; i < 100 && !cut; i++) {
        try {
          dripping.getOutputStream().write(request[i]);
          dripping.getOutputStream().flush();
          cut = isCut(dripping);
        } catch (IOException gone) {
          cut = true;
        }
      }
      assertTrue(cut, "still open after 100 drops");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHookMayTakeLongerThanAHandshake(Wire wire) throws IOException {
    Gate gate = new Gate();
    try (TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, UNUSED)
                        .authorizer(gate)
                        .hookMillis(Await.DEADLINE_MILLIS)
                        .limits(Limits.edge("handshakeMillis", 500)));
        Socket waiting = bridge.upgrade().send();
        Socket silent = Wire.tcp(bridge.port(), 0)) {
      Await.await("the hook to be asked", () -> gate.handshakes.size() == 1);
      assertTrue(isCut(silent)); // so the deadline has passed
      Socket later = Wire.tcp(bridge.port(), 0);
      assertTrue(isCut(later));
      gate.answer(Decision.ALLOW);
      assertEquals(101, Upgrade.status(Upgrade.head(waiting)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPageThatHasShakenHandsMayBeSilent(Wire wire) {
    try (TestBridge bridge = impatient(wire);
        RawPage page = bridge.page()) {
      RawPage other = bridge.page();
      other.ignoringPings();
      try (Socket silent = Wire.tcp(bridge.port(), 0)) {
        assertEquals(-1, silent.getInputStream().read());
        assertEquals(-1, Wire.tcp(bridge.port(), 0).getInputStream().read());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      other.close();
      page.send("a", "x").expectError("a", "not_connected");
    }
  }
}
