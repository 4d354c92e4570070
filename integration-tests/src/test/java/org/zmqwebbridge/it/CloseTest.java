package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** After {@code close()} there is no thread, no socket and no port of the bridge, come what may. */
final class CloseTest {
  /** Everything that the process had open before the bridge. */
  private record Baseline(Set<Thread> threads, Set<String> descriptors) {
    static Baseline take() {
      return new Baseline(new HashSet<>(Thread.getAllStackTraces().keySet()), openDescriptors());
    }

    void awaitAgain() {
      Await.await(
          "threads to end: " + newThreads(),
          () -> newThreads().stream().noneMatch(Thread::isAlive));
      Await.await("descriptors to close: " + newDescriptors(), () -> newDescriptors().isEmpty());
    }

    private Set<Thread> newThreads() {
      Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
      left.removeAll(threads);
      left.removeIf(thread -> thread.getName().startsWith("HttpClient"));
      return left;
    }

    private Set<String> newDescriptors() {
      Set<String> left = openDescriptors();
      left.removeAll(descriptors);
      return left;
    }

    /** Sockets, pipes, pollers and timers; files come and go with class loading. */
    private static Set<String> openDescriptors() {
      Set<String> open = new HashSet<>();
      try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
        for (Path descriptor : all.toList()) {
          try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.matches("(socket|pipe|anon_inode):.*")) {
              open.add(descriptor.getFileName() + " " + target);
            }
          } catch (IOException gone) {
            // it was the descriptor of this very listing
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return open;
    }
  }

  private String rep;

  /** Starts and closes a bridge once, so that what the JVM opens for good is open. */
  @BeforeEach
  void warmUp() {
    rep = FreePort.address();
    for (Wire wire : Wire.values()) {
      try (TestBridge bridge = start(wire, builder -> builder)) {
        bridge.page().close();
      }
    }
  }

  private TestBridge start(Wire wire, UnaryOperator<BridgeBuilder> more) {
    return TestBridge.start(
        wire, b -> more.apply(b.endpoint("page", SocketType.REP, rep).management("127.0.0.1:0")));
  }

  private static void assertFree(int port) {
    try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(port, again.getLocalPort());
    } catch (IOException taken) {
      throw new AssertionError("port " + port + " is still taken", taken);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIdleBridgeLeavesNothingBehind(Wire wire) {
    Baseline before = Baseline.take();
    TestBridge bridge = start(wire, builder -> builder);
    int port = bridge.port();
    int management = bridge.bridge().managementPort();
    bridge.close();
    before.awaitAgain();
    assertFree(port);
    assertFree(management);
    assertFree(Integer.parseInt(rep.substring(rep.lastIndexOf(':') + 1)));
  }

  @ParameterizedTest
  @EnumSource
  void openPagesSee1012AndTheirRequestsEnd(Wire wire) {
    try (RouterService mute = new RouterService();
        PubService news = new PubService()) {
      Baseline before = Baseline.take();
      TestBridge bridge =
          start(
              wire,
              b ->
                  b.endpoint("mute", SocketType.REQ, mute.address())
                      .endpoint("news", SocketType.SUB, news.address()));
      List<RawPage> pages = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        RawPage page = bridge.page();
        page.connected("q", "mute", Json.REQ);
        page.connected("s", "news", Json.SUB);
        page.connected("p" + i, "page", Json.REP);
        page.send("q", "x").send("q", "y");
        mute.receive("x");
        mute.receive("y");
        pages.add(page);
      }
      bridge.close();
      for (RawPage page : pages) {
        page.expectError("q", "shutdown");
        page.expectError("q", "shutdown");
        assertEquals(1012, page.closeCode());
      }
      assertEquals(
          bridge.count(Counter.CONNECTIONS_OPENED), bridge.count(Counter.CONNECTIONS_CLOSED));
      before.awaitAgain();
    }
  }

  @ParameterizedTest
  @EnumSource
  void pagesThatReadNothingDoNotHoldItUp(Wire wire) {
    try (PubService news = new PubService()) {
      Baseline before = Baseline.take();
      TestBridge bridge = start(wire, b -> b.endpoint("news", SocketType.SUB, news.address()));
      RawPage stalled = RawPage.open(bridge.upgrade().receiveBuffer(4096));
      stalled.connected("s", "news", Json.SUB);
      news.awaitSubscription();
      for (int i = 0; i < 200; i++) {
        news.publish("x".repeat(50_000));
      }
      bridge.awaitCount(Counter.DELIVERIES_DROPPED, 1);
      bridge.close();
      stalled.cut();
      before.awaitAgain();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatHangsDoesNotHoldItUp(Wire wire) {
    CountDownLatch asked = new CountDownLatch(2);
    Authorizer hanging =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            asked.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException end) {
              Thread.currentThread().interrupt();
            }
            return Decision.ALLOW;
          }
        };
    Baseline before = Baseline.take();
    TestBridge bridge = start(wire, b -> b.authorizer(hanging).hookMillis(Await.DEADLINE_MILLIS));
    RawPage page = bridge.page();
    page.connect("a", "page", Json.REP).connect("b", "page", Json.REP).send("a", "held");
    Await.await("the hook to be asked", () -> asked.getCount() == 0);
    bridge.close();
    assertEquals(1012, page.closeCodeAfterMessages());
    before.awaitAgain();
  }

  @ParameterizedTest
  @EnumSource
  void handshakesInProgressDoNotHoldItUp(Wire wire) throws IOException {
    Gate gate = new Gate();
    Baseline before = Baseline.take();
    TestBridge bridge = start(wire, b -> b.authorizer(gate).hookMillis(Await.DEADLINE_MILLIS));
    try (Socket undecided = bridge.upgrade().send();
        Socket silent = Wire.tcp(bridge.port(), 0)) {
      Await.await("the hook to be asked", () -> gate.handshakes.size() == 1);
      bridge.close();
      assertEquals(-1, silent.getInputStream().read());
      assertTrue(!undecided.isClosed());
    }
    before.awaitAgain();
  }

  @Test
  void askersGetAnErrorWhenItCloses() {
    try (Asker asker = Asker.dealer(rep)) {
      TestBridge bridge = start(Wire.CLEAR, builder -> builder);
      RawPage page = bridge.page();
      page.connected("p", "page", Json.REP);
      asker.ask("", "x", "p");
      ServicesTest.ask(page, "p");
      bridge.close();
      asker.expectError("shutdown");
      page.closeCodeAfterMessages();
    }
  }

  @Test
  void nobodyGetsInWhileItCloses() {
    TestBridge bridge = start(Wire.CLEAR, builder -> builder);
    int port = bridge.port();
    bridge.close();
    UncheckedIOException refused =
        assertThrows(UncheckedIOException.class, () -> RawPage.open(Upgrade.to(Wire.CLEAR, port)));
    assertTrue(refused.getCause() instanceof ConnectException);
  }

  @Test
  void closingTwiceIsClosingOnce() {
    TestBridge bridge = start(Wire.CLEAR, builder -> builder);
    bridge.close();
    bridge.close();
  }

  @Test
  void aBridgeThatWasNeverStartedLeavesNothingBehindEither() {
    Baseline before = Baseline.take();
    for (int i = 0; i < 10; i++) {
      Bridge.builder().listen("127.0.0.1:0").build().close();
    }
    before.awaitAgain();
  }

  @Test
  void aBridgeStartsOnce() {
    try (TestBridge bridge = start(Wire.CLEAR, builder -> builder)) {
      IllegalStateException twice =
          assertThrows(IllegalStateException.class, () -> bridge.bridge().start());
      assertTrue(twice.getMessage().contains("once"), twice.getMessage());
      bridge.page().close(); // and goes on
    }
  }

  @Test
  void aClosedBridgeDoesNotStart() {
    Baseline before = Baseline.take();
    Bridge bridge = Bridge.builder().listen("127.0.0.1:0").build();
    bridge.close();
    assertThrows(IllegalStateException.class, bridge::start);
    before.awaitAgain();
  }

  @Test
  void aTakenPortIsNamedAndNothingIsLeftBehind() throws IOException {
    Baseline before = Baseline.take();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = "127.0.0.1:" + other.getLocalPort();
      refuses(Bridge.builder().listen(taken), taken);
      refuses(Bridge.builder().listen("127.0.0.1:0").management(taken), taken);
      refuses(
          Bridge.builder()
              .listen("127.0.0.1:0")
              .endpoint("first", SocketType.REP, rep)
              .endpoint("page", SocketType.REP, "tcp://" + taken),
          taken);
    }
    before.awaitAgain();
    assertFree(Integer.parseInt(rep.substring(rep.lastIndexOf(':') + 1)));
  }

  private static void refuses(BridgeBuilder builder, String taken) {
    Bridge bridge = builder.build();
    IllegalStateException refused = assertThrows(IllegalStateException.class, bridge::start);
    assertTrue(refused.getMessage().contains(taken), refused.getMessage());
  }

  @Test
  void manyBridgesInOneProcessLeaveNothingBehind() {
    Baseline before = Baseline.take();
    for (int i = 0; i < 20; i++) {
      try (BackEnd echo = BackEnd.echo();
          TestBridge bridge =
              start(Wire.CLEAR, b -> b.endpoint("echo", SocketType.REQ, echo.address()));
          RawPage page = bridge.page()) {
        page.connected("a", "echo", Json.REQ);
        page.send("a", "x").expect("a", "x");
      }
    }
    before.awaitAgain();
  }
}
