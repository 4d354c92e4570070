package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** The hooks see everything, decide everything, and fail closed. */
final class HookTest {
  /** Decides connects by a function. */
  private static final class Hooks extends Authorizer {
    private final Function<ZmqRequest, Decision> decide;

    Hooks(Function<ZmqRequest, Decision> decide) {
      this.decide = decide;
    }

    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      return decide.apply(request);
    }
  }

  private static TestBridge start(Wire wire, BackEnd echo, Authorizer hooks, Object... limits) {
    return TestBridge.start(
        wire,
        b ->
            b.endpoint("echo", SocketType.REQ, echo.address())
                .endpoint("page", SocketType.REP, FreePort.address())
                .authorizer(hooks)
                .hookMillis(300)
                .limits(Limits.sockets(limits)));
  }

  @ParameterizedTest
  @EnumSource
  void websocketAllowedSeesTheWholeHandshake(Wire wire) {
    Gate gate = new Gate();
    gate.answer(Decision.ALLOW);
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, gate)) {
      int status =
          bridge
              .upgrade()
              .target("/data?ticket=a%20b&x=1")
              .with("Cookie: session=s1; theme=dark")
              .with("Cookie: session=s2")
              .with("X-Thing: one")
              .with("x-thing: two")
              .with("Authorization: Bearer t")
              .with("Sec-WebSocket-Protocol: first, zwb.1")
              .with("Sec-WebSocket-Protocol: third")
              .status();
      assertEquals(101, status);
      Handshake seen = gate.handshakes.get(0);
      assertEquals("/data", seen.path());
      assertEquals("ticket=a%20b&x=1", seen.query());
      assertEquals(List.of("one", "two"), seen.headers().get("x-thing"));
      assertEquals("one", seen.header("X-THING").orElseThrow());
      assertEquals("Bearer t", seen.header("authorization").orElseThrow());
      assertEquals(Map.of("session", "s1", "theme", "dark"), seen.cookies());
      assertTrue(seen.remoteAddress().getAddress().isLoopbackAddress());
      assertEquals(wire == Wire.TLS, seen.secure());
      assertEquals(List.of("first", "zwb.1", "third"), seen.subprotocols());
      assertFalse(seen.toString().contains("ticket"), "no secrets in logs");
      assertFalse(seen.toString().contains("s1"), "no secrets in logs");
    }
  }

  @ParameterizedTest
  @EnumSource
  void zmqAllowedSeesEverythingThePageSentAsPlainValues(Wire wire) {
    Gate gate = new Gate();
    gate.answer(Decision.ALLOW);
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, gate);
        RawPage page = bridge.page()) {
      page.send(
          Json.connectWith(
              "a",
              "{\"zmq_conn_string\":\""
                  + echo.address()
                  + "\",\"socket_type\":3,\"msgfilter\":\"f\",\"username\":\"hugo\",\"n\":1,"
                  + "\"big\":12345678901234567890,\"d\":0.5,\"exact\":0.1000000000000000000001,"
                  + "\"yes\":true,\"none\":null,\"list\":[1,[\"x\"]],\"map\":{\"k\":{\"l\":2}}}"));
      page.expectConnected("a");
      ZmqRequest seen = gate.requests.get(0);
      assertEquals(gate.handshakes.get(0), seen.handshake());
      assertEquals(SocketType.REQ, seen.socketType());
      assertEquals("echo", seen.endpoint());
      assertEquals(echo.address(), seen.address());
      assertEquals("f", seen.filter());
      assertEquals("hugo", seen.text("username"));
      assertEquals(1L, seen.fields().get("n"));
      assertEquals(0.5, seen.fields().get("d"));
      assertEquals(
          new BigDecimal("12345678901234567890").doubleValue(),
          ((Number) seen.fields().get("big")).doubleValue());
      assertEquals(new BigDecimal("0.1000000000000000000001"), seen.fields().get("exact"));
      assertEquals(true, seen.fields().get("yes"));
      assertTrue(seen.fields().containsKey("none"));
      assertEquals(List.of(1L, List.of("x")), seen.fields().get("list"));
      assertEquals(Map.of("k", Map.of("l", 2L)), seen.fields().get("map"));
      assertEquals(9, seen.fields().size());
      assertFalse(seen.toString().contains("hugo"), "no secrets in logs");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAHookDeniesThrowsOrLeavesOpenIsRefused(Wire wire) {
    Map<String, Function<ZmqRequest, Decision>> answers =
        Map.of(
            "deny", request -> Decision.DENY,
            "throw", request -> throwing(),
            "error", request -> erring(),
            "null", request -> null,
            "failed", request -> Decision.later(CompletableFuture.failedFuture(new Exception())),
            "null later", request -> Decision.later(CompletableFuture.completedFuture(null)),
            "null stage", request -> Decision.later(null),
            "late", request -> Decision.later(new CompletableFuture<>()));
    Hooks hooks =
        new Hooks(
            request ->
                answers
                    .getOrDefault(request.fields().getOrDefault("do", ""), r -> Decision.ALLOW)
                    .apply(request));
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, hooks);
        RawPage page = bridge.page()) {
      for (String answer : answers.keySet()) {
        page.connect("a", "echo", Json.REQ, "do", answer).expectRefused("a", "not_allowed");
      }
      assertEquals(1, bridge.count(Counter.HOOK_LATE));
      assertEquals(1, bridge.count(Counter.HOOK_DENIED));
      assertEquals(6, bridge.count(Counter.HOOK_FAILED));
      page.connected("a", "echo", Json.REQ);
      page.send("a", "x").expect("a", "x");
    }
  }

  private static Decision throwing() {
    throw new IllegalStateException("a hook with a bug");
  }

  private static Decision erring() {
    throw new StackOverflowError("a hook with a worse bug");
  }

  @ParameterizedTest
  @EnumSource
  @Reaches("deadlines.hookMillis")
  void aHandshakeThatIsDeniedOrThrowsOrIsLateGetsA403(Wire wire) {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return switch (handshake.query()) {
              case "deny" -> Decision.DENY;
              case "throw" -> throwing();
              case "null" -> null;
              case "late" -> Decision.later(new CompletableFuture<>());
              default -> Decision.ALLOW;
            };
          }
        };
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, hooks)) {
      for (String query : List.of("deny", "throw", "null", "late")) {
        assertEquals(403, bridge.upgrade().target("/data?" + query).status(), query);
      }
      assertEquals(101, bridge.upgrade().status());
      assertEquals(4, bridge.count(Counter.HANDSHAKES_REFUSED_HOOK));
      bridge.awaitCount(Counter.CONNECTIONS_OPENED, 1);
      assertEquals(1, bridge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void denyAllLetsNobodyIn(Wire wire) {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, Authorizer.DENY_ALL)) {
      assertEquals(403, bridge.upgrade().status());
    }
  }

  @Test
  void aHookCannotAllowWhatTheConfigurationDoesNotName() {
    Gate gate = new Gate();
    gate.answer(Decision.ALLOW);
    try (BackEnd echo = BackEnd.echo();
        BackEnd unnamed = BackEnd.echo();
        TestBridge bridge = start(Wire.CLEAR, echo, gate);
        RawPage page = bridge.page()) {
      page.connect("a", unnamed.address(), Json.REQ).expectRefused("a", "not_allowed");
      assertEquals(0, gate.requests.size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void framesBehindAnUndecidedConnectAreHeldInOrderAndTheReplyLeavesFirst(Wire wire) {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Hooks hooks =
        new Hooks(
            request -> "wait".equals(request.text("do")) ? Decision.later(later) : Decision.ALLOW);
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .authorizer(hooks)
                        .hookMillis(Await.DEADLINE_MILLIS));
        RawPage page = bridge.page()) {
      page.connect("a", "echo", Json.REQ, "do", "wait");
      for (int i = 0; i < 100; i++) {
        page.send("a", "held " + i);
      }
      page.connected("b", "echo", Json.REQ); // another socket is not held up
      page.send("b", "meanwhile").expect("b", "meanwhile");
      later.complete(Decision.ALLOW);
      page.expectConnected("a");
      for (int i = 0; i < 100; i++) {
        page.expect("a", "held " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyHeldMessageHasItsOneOutcome(Wire wire) {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Hooks hooks = new Hooks(request -> Decision.later(later));
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .authorizer(hooks)
                        .hookMillis(Await.DEADLINE_MILLIS)
                        .limits(Limits.sockets("maxHeldFrames", 10)));
        RawPage page = bridge.page()) {
      page.connect("a", "echo", Json.REQ);
      for (int i = 0; i < 25; i++) {
        page.send("a", "held " + i);
      }
      bridge.awaitCount(Counter.MESSAGES_IN, 26);
      later.complete(Decision.ALLOW);
      page.expectConnected("a");
      int replies = 0;
      int overflows = 0;
      for (int i = 0; i < 25; i++) {
        if (page.next().has("msg_type")) {
          overflows++;
        } else {
          replies++;
        }
      }
      assertEquals(10, replies);
      assertEquals(15, overflows);
      assertEquals(15, bridge.count(Counter.HELD_FRAMES_OVERFLOWED));
      page.send("a", "after").expect("a", "after");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasHeldBehindAConnectThatItsGatewayRefusesHasOneOutcomeToo(Wire wire) {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Hooks hooks =
        new Hooks(
            request -> "wait".equals(request.text("do")) ? Decision.later(later) : Decision.ALLOW);
    try (BackEnd echo = BackEnd.echo();
        BackEnd other = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .endpoint("other", SocketType.REQ, other.address())
                        .authorizer(hooks)
                        .hookMillis(Await.DEADLINE_MILLIS)
                        .limits(Limits.sockets("maxHeldFrames", 10, "maxEndpoints", 1)));
        RawPage page = bridge.page()) {
      page.connected("first", "echo", Json.REQ);
      page.connect("a", "other", Json.REQ, "do", "wait");
      for (int i = 0; i < 25; i++) {
        page.send("a", "held " + i);
      }
      bridge.awaitCount(Counter.MESSAGES_IN, 27);
      later.complete(Decision.ALLOW);
      page.expectRefused("a", "limit");
      for (int i = 0; i < 25; i++) {
        assertEquals("error", Json.text(page.next(), "msg_type"));
      }
      page.send("first", "nothing more came").expect("first", "nothing more came");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasHeldBehindADeniedConnectHasOneOutcome(Wire wire) {
    Hooks hooks = new Hooks(request -> Decision.later(new CompletableFuture<>()));
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, hooks, "maxHeldFrames", 10);
        RawPage page = bridge.page()) {
      page.connect("a", "echo", Json.REQ);
      for (int i = 0; i < 25; i++) {
        page.send("a", "held " + i);
      }
      page.expectRefused("a", "not_allowed");
      for (int i = 0; i < 25; i++) {
        page.expectError("a", "not_connected");
      }
      page.send("a", "after").expectError("a", "not_connected");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatBlocksForOnePageHoldsUpNoOther(Wire wire) {
    CountDownLatch release = new CountDownLatch(1);
    Hooks hooks =
        new Hooks(
            request -> {
              if ("block".equals(request.text("do"))) {
                awaitUninterrupted(release);
              }
              return Decision.ALLOW;
            });
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .authorizer(hooks)
                        .hookMillis(Await.DEADLINE_MILLIS));
        RawPage blocked = bridge.page();
        RawPage other = bridge.page()) {
      for (int i = 0; i < 20; i++) {
        blocked.connect("a" + i, "echo", Json.REQ, "do", "block");
      }
      other.connected("a", "echo", Json.REQ);
      other.send("a", "x").expect("a", "x");
      bridge.page().close();
      release.countDown();
      for (int i = 0; i < 20; i++) {
        assertEquals("connection_reply", Json.text(blocked.next(), "msg_type"));
      }
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPageThatLeavesBeforeItsHookAnswersLeavesNothingBehind(Wire wire) {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Hooks hooks = new Hooks(request -> Decision.later(later));
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .authorizer(hooks)
                        .hookMillis(Await.DEADLINE_MILLIS))) {
      RawPage page = bridge.page();
      page.connect("a", "echo", Json.REQ).send("a", "x");
      bridge.awaitCount(Counter.MESSAGES_IN, 2);
      page.cut();
      bridge.awaitCount(Counter.CONNECTIONS_CLOSED, 1);
      later.complete(Decision.ALLOW);
      RawPage next = bridge.page();
      next.connected("a", "echo", Json.REQ);
      next.send("a", "y").expect("a", "y");
      next.close();
      assertEquals(1, bridge.count(Counter.SOCKETS_OPENED));
      assertEquals(1, bridge.count(Counter.REQUESTS));
    }
  }
}
