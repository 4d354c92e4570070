package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.TopicRule;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** What is granted: to whom, for which topics, until when; and how it is taken away. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class AccessTest {
  /** Grants by functions; what they leave open goes to anyone. */
  private static final class Hooks extends Authorizer {
    private final Function<Handshake, Grant> admit;
    private final Function<ZmqRequest, Grant> open;

    Hooks(Function<Handshake, Grant> admit, Function<ZmqRequest, Grant> open) {
      this.admit = admit;
      this.open = open;
    }

    @Override
    public Decision websocketAllowed(Handshake handshake) {
      return Decision.allow(admit.apply(handshake));
    }

    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      return Decision.allow(open.apply(request));
    }
  }

  /** Anyone who comes is who the query says. */
  private static final Hooks NAMED =
      new Hooks(
          handshake -> handshake.query().isEmpty() ? Grant.ANYONE : Grant.to(handshake.query()),
          request -> Grant.ANYONE);

  private static RawPage page(TestBridge bridge, String name) {
    return RawPage.open(bridge.upgrade().target("/data?" + name));
  }

  private static EndpointSpec news(PubService service, String... topics) {
    return EndpointSpec.of("news", SocketType.SUB, ZmqEndpoint.parse(service.address()))
        .topics(List.of(topics).stream().map(TopicRule::parse).toList());
  }

  // Revocation

  @ParameterizedTest
  @EnumSource
  void aRevokedPrincipalIsDisconnectedReceivesNothingMoreAndDoesNotComeBack(Wire wire) {
    try (BackEnd echo = BackEnd.echo();
        PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .endpoint(news(news))
                        .authorizer(NAMED));
        RawPage other = page(bridge, "eve")) {
      RawPage first = page(bridge, "hugo");
      RawPage second = page(bridge, "hugo");
      other.connected("a", "news", Json.SUB);
      first.connected("a", "news", Json.SUB);
      second.connected("b", "echo", Json.REQ);
      news.awaitSubscription();
      news.publish("before");
      first.expect("a", "before");
      assertEquals(2, bridge.bridge().revoke("hugo"));
      news.publish("after");
      other.expect("a", "before");
      other.expect("a", "after");
      assertEquals(3003, first.closeCode(), "and nothing before it");
      assertEquals(3003, second.closeCode());
      assertEquals(403, bridge.upgrade().target("/data?hugo").status());
      bridge.awaitCount(Counter.GRANTS_REVOKED, 2);
      other.connected("b", "echo", Json.REQ);
      other.send("b", "x").expect("b", "x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWaitsForARevokedPrincipalIsDropped(Wire wire) {
    int publications = 300;
    String payload = "x".repeat(10_000);
    try (PubService news = new PubService();
        TestBridge bridge = TestBridge.start(wire, b -> b.endpoint(news(news)).authorizer(NAMED));
        RawPage other = page(bridge, "eve")) {
      RawPage slow = RawPage.open(bridge.upgrade().target("/data?hugo").receiveBuffer(4096));
      slow.connected("a", "news", Json.SUB);
      other.connected("a", "news", Json.SUB);
      news.awaitSubscription();
      for (int i = 0; i < publications; i++) {
        news.publish(i + payload);
        other.expect("a", i + payload); // so the slow one's wait in the bridge
      }
      bridge.bridge().revoke("hugo");
      int heard = 0;
      try {
        for (; ; heard++) {
          slow.expect("a", heard + payload);
        }
      } catch (AssertionError closed) {
        // 1006 on a machine so slow that the close frame could not leave in time
        assertTrue(closed.getMessage().matches("(?s).*closed with (3003|1006).*"));
      }
      assertTrue(heard < publications, "all of them arrived");
    }
  }

  @Test
  void aSocketsPrincipalIsRevokedToo() {
    Hooks hooks =
        new Hooks(handshake -> Grant.ANYONE, request -> Grant.to(request.text("username")));
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b -> b.endpoint("echo", SocketType.REQ, echo.address()).authorizer(hooks))) {
      RawPage page = bridge.page();
      page.connected("a", "echo", Json.REQ, "username", "hugo");
      page.connected("b", "echo", Json.REQ, "username", "hugo");
      page.connected("c", "echo", Json.REQ, "username", "eve");
      assertEquals(1, bridge.bridge().revoke("hugo"), "equal grants of one connection are one");
      assertEquals(3003, page.closeCode());
      RawPage next = bridge.page();
      next.connect("a", "echo", Json.REQ, "username", "hugo").expectRefused("a", "not_allowed");
      next.connected("a", "echo", Json.REQ, "username", "eve");
      next.close();
    }
  }

  @Test
  void aHookThatSaysYesWhileItsPrincipalIsRevokedLetsNobodyIn() {
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    Authorizer undecided =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.later(answer);
          }
        };
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b -> b.endpoint("echo", SocketType.REQ, echo.address()).authorizer(undecided));
        RawPage page = bridge.page()) {
      page.connect("a", "echo", Json.REQ);
      page.frame(RawPage.PING, true, new byte[0]).expectPong(new byte[0]); // it has been asked
      bridge.bridge().revoke("hugo");
      answer.complete(Decision.allow(Grant.to("hugo")));
      page.expectRefused("a", "not_allowed");
    }
  }

  // Expiry

  @ParameterizedTest
  @EnumSource
  void aConnectionEndsWhenItsGrantExpires(Wire wire) {
    AtomicReference<Instant> expiry = new AtomicReference<>();
    Hooks hooks =
        new Hooks(
            handshake -> {
              expiry.set(Instant.now().plusMillis(300));
              return Grant.ANYONE.until(expiry.get());
            },
            request -> Grant.ANYONE);
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire, b -> b.endpoint("echo", SocketType.REQ, echo.address()).authorizer(hooks))) {
      RawPage page = bridge.page();
      assertEquals(1008, page.closeCode());
      assertFalse(Instant.now().isBefore(expiry.get()), "not before its time");
      bridge.awaitCount(Counter.GRANTS_EXPIRED, 1);
    }
  }

  @Test
  void aConnectionEndsWhenOneOfItsSocketsGrantsExpires() {
    Hooks hooks =
        new Hooks(
            handshake -> Grant.ANYONE,
            request ->
                request.fields().containsKey("soon")
                    ? Grant.ANYONE.until(Instant.now().plusMillis(300))
                    : Grant.ANYONE.until(Instant.now().plusSeconds(3600)));
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b -> b.endpoint("echo", SocketType.REQ, echo.address()).authorizer(hooks))) {
      RawPage page = bridge.page();
      page.connected("a", "echo", Json.REQ);
      page.connected("b", "echo", Json.REQ, "soon", true);
      assertEquals(1008, page.closeCode());
    }
  }

  @Test
  void aGrantThatHasExpiredIsNone() {
    Hooks hooks =
        new Hooks(
            handshake ->
                handshake.query().isEmpty() ? Grant.ANYONE : Grant.ANYONE.until(Instant.now()),
            request -> Grant.ANYONE.until(Instant.now()));
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b -> b.endpoint("echo", SocketType.REQ, echo.address()).authorizer(hooks));
        RawPage page = bridge.page()) {
      assertEquals(403, bridge.upgrade().target("/data?old").status());
      page.connect("a", "echo", Json.REQ).expectRefused("a", "not_allowed");
    }
  }

  // The first frame

  @ParameterizedTest
  @EnumSource
  @Reaches("deadlines.firstFrameMillis")
  void whoIsLetInProvisionallyMustOpenASocketInTime(Wire wire) {
    Hooks hooks = new Hooks(handshake -> Grant.ANYONE.provisionally(), request -> Grant.ANYONE);
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .authorizer(hooks)
                        .firstFrameMillis(2_500));
        RawPage good = bridge.page()) {
      good.connected("a", "echo", Json.REQ);
      RawPage silent = bridge.page();
      RawPage refused = bridge.page();
      refused.connect("a", "nothing", Json.REQ).expectRefused("a", "not_allowed");
      assertEquals(3000, silent.closeCode());
      assertEquals(3000, refused.closeCode(), "a refused socket is none");
      good.send("a", "x").expect("a", "x");
      bridge.awaitCount(Counter.FIRST_FRAMES_LATE, 2);
    }
  }

  // Who asks

  @Test
  void aHookSeesWhatTheHandshakesHookGranted() {
    AtomicReference<Optional<String>> seen = new AtomicReference<>();
    Hooks hooks =
        new Hooks(
            handshake -> Grant.to(handshake.query()),
            request -> {
              seen.set(request.principal());
              return Grant.ANYONE;
            });
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b -> b.endpoint("echo", SocketType.REQ, echo.address()).authorizer(hooks));
        RawPage page = page(bridge, "hugo")) {
      page.connected("a", "echo", Json.REQ);
      assertEquals(Optional.of("hugo"), seen.get());
    }
  }

  // Topics

  @ParameterizedTest
  @EnumSource
  void aPageReceivesOnlyTheTopicsThatConfigurationAndHooksAllow(Wire wire) {
    Hooks hooks =
        new Hooks(
            handshake -> Grant.to(handshake.query()).topics(Topics.of("eu/", "us/", "user/")),
            request ->
                request.fields().containsKey("only")
                    ? Grant.ANYONE.topics(Topics.of(request.text("only")))
                    : Grant.ANYONE);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint(news(news, "eu/", "asia/", "user/{principal}/")).authorizer(hooks));
        RawPage hugo = page(bridge, "hugo");
        RawPage again = page(bridge, "hugo");
        RawPage hugo2 = page(bridge, "hugo2")) {
      hugo.connected("all", "news", Json.SUB);
      again.connected("some", "news", Json.SUB, "only", "eu/x", "msgfilter", "2");
      hugo2.connected("all", "news", Json.SUB);
      hugo.connect("none", "news", Json.SUB, "only", "asia/").expectRefused("none", "not_allowed");
      for (int i = 0; i < 4; i++) { // eu/, user/hugo/, eu/x, user/hugo2/
        news.awaitSubscription();
      }
      news.publish("asia/1", "no hook allows it");
      news.publish("us/1", "the configuration does not name it");
      news.publish("eu/x", "1");
      news.publish("eu/x", "2");
      news.publish("user/hugo/", "for hugo, 2");
      news.publish("user/hugo2/", "for hugo2");
      news.publish("user/hugo", "for nobody");
      news.publish("eu/", "end");
      hugo.expect("all", "1");
      hugo.expect("all", "2");
      hugo.expect("all", "for hugo, 2");
      hugo.expect("all", "end");
      hugo2.expect("all", "1");
      hugo2.expect("all", "2");
      hugo2.expect("all", "for hugo2");
      hugo2.expect("all", "end");
      again.expect("some", "2");
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
      assertTrue(bridge.count(Counter.PUBLICATIONS) <= 6, "the service sends what somebody needs");
    }
  }

  @Test
  @Reaches("limits.maxTopicsPerEndpoint")
  void topicsAboveTheLimitOfAnEndpointAreRefused() {
    Hooks hooks =
        new Hooks(
            handshake -> Grant.ANYONE,
            request -> Grant.ANYONE.topics(Topics.of(request.text("only"))));
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint(news(news))
                        .authorizer(hooks)
                        .limits(Limits.sockets("maxTopicsPerEndpoint", 2)));
        RawPage page = bridge.page()) {
      page.connected("a", "news", Json.SUB, "only", "a");
      page.connected("b", "news", Json.SUB, "only", "b");
      page.connect("c", "news", Json.SUB, "only", "c").expectRefused("c", "limit");
      page.connected("c", "news", Json.SUB, "only", "b");
      assertEquals(1, bridge.count(Counter.CONNECTS_OVER_LIMIT));
    }
  }

  // Rates

  @ParameterizedTest
  @EnumSource
  void aPageThatIsTooFastIsReadMoreSlowlyAndLosesNothing(Wire wire) {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .authorizer(NAMED)
                        .rates(new RateLimits(200, 100, 1)));
        RawPage page = page(bridge, "hugo");
        RawPage other = page(bridge, "eve")) {
      page.connected("a", "echo", Json.REQ);
      other.connected("a", "echo", Json.REQ);
      ByteArrayOutputStream flood = new ByteArrayOutputStream();
      for (int i = 0; i < 120; i++) {
        String message = Json.message("a", "message " + i).toString();
        flood.writeBytes(Frames.masked(RawPage.TEXT, true, message.getBytes(UTF_8)));
      }
      page.write(flood.toByteArray()); // at once, however slow the machine
      bridge.awaitCount(Counter.RATES_EXCEEDED, 1);
      other.send("a", "x").expect("a", "x");
      for (int i = 0; i < 120; i++) {
        page.expect("a", "message " + i);
      }
      assertEquals(0, bridge.count(Counter.REQUESTS_OVERFLOWED));
    }
  }
}
