package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Configured;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** What pages may take of the virtual sockets, by the names of the settings. */
final class SocketLimitsTest {
  private static TestBridge with(RouterService service, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "endpoints.service={type: REQ, address: \"" + service.address() + "\"}";
    all[settings.length + 1] = "endpoints.news={type: SUB, address: \"tcp://127.0.0.1:1\"}";
    return TestBridge.configured(all);
  }

  @Test
  @Reaches("limits.maxVirtualSockets")
  void aSocketTooManyIsRefused() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxVirtualSockets=1");
        RawPage page = bridge.page()) {
      page.connected("a", "service", Json.REQ);
      page.connect("b", "service", Json.REQ).expectRefused("b", "limit");
      assertEquals(1, bridge.count(Counter.CONNECTS_OVER_LIMIT));
    }
  }

  @Test
  @Reaches("limits.maxSubscriptions")
  void aSubscriptionTooManyIsRefusedAndOtherSocketsAreNot() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxSubscriptions=1");
        RawPage page = bridge.page()) {
      page.connected("a", "news", Json.SUB);
      page.connect("b", "news", Json.SUB).expectRefused("b", "limit");
      page.connected("c", "service", Json.REQ);
      assertEquals(1, bridge.count(Counter.CONNECTS_OVER_LIMIT));
    }
  }

  @Test
  @Reaches("limits.maxEndpoints")
  void anEndpointTooManyIsRefused() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxEndpoints=1");
        RawPage page = bridge.page()) {
      page.connected("a", "news", Json.SUB);
      page.connect("b", "service", Json.REQ).expectRefused("b", "limit");
      assertEquals(1, bridge.count(Counter.CONNECTS_OVER_LIMIT));
    }
  }

  @Test
  @Reaches({"limits.maxConnectBytes", "limits.maxFilterBytes"})
  void aConnectThatIsTooLongIsRefused() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxConnectBytes=200", "limits.maxFilterBytes=3");
        RawPage page = bridge.page()) {
      page.connect("a", "news", Json.SUB, "token", "t".repeat(200)).expectRefused("a", "limit");
      page.connect("b", "news", Json.SUB, "msgfilter", "four").expectRefused("b", "limit");
      assertEquals(2, bridge.count(Counter.CONNECTS_OVER_LIMIT));
    }
  }

  @Test
  @Reaches("limits.maxHeldFrames")
  void aMessageTooManyBehindAnUndecidedConnectIsRefused() {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Authorizer undecided =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.later(later);
          }
        };
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.of(
                Configured.by(
                        TestBridge.ephemeral(
                            "endpoints.service={type: REQ, address: \"" + service.address() + "\"}",
                            "limits.maxHeldFrames=1",
                            "deadlines.hookMillis=" + Await.DEADLINE_MILLIS))
                    .authorizer(undecided));
        RawPage page = bridge.page()) {
      page.connect("a", "service", Json.REQ).send("a", "held").send("a", "one too many");
      bridge.awaitCount(Counter.MESSAGES_IN, 3);
      later.complete(Decision.ALLOW);
      page.expectConnected("a");
      page.expectError("a", "overflow");
      assertEquals(1, bridge.count(Counter.HELD_FRAMES_OVERFLOWED));
      service.reply(service.receive("held"), "reply");
      page.expect("a", "reply");
    }
  }

  @Test
  @Reaches("limits.maxRequestsInFlight")
  void aRequestTooManyOfOnePageIsRefused() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxRequestsInFlight=1")) {
      RawPage page = bridge.page();
      page.connected("a", "service", Json.REQ);
      page.send("a", "x").send("a", "y").expectError("a", "overflow");
      assertEquals(1, bridge.count(Counter.REQUESTS_OVERFLOWED));
      page.closeUnread();
    }
  }

  @Test
  @Reaches("limits.maxRequestsPerEndpoint")
  void aRequestOrAnAskTooManyAtOneEndpointIsRefused() {
    String pages = FreePort.address();
    try (RouterService service = new RouterService();
        Asker asker = Asker.dealer(pages);
        TestBridge bridge =
            with(
                service,
                "limits.maxRequestsPerEndpoint=1",
                "endpoints.page={type: REP, address: \"" + pages + "\"}")) {
      RawPage one = bridge.page();
      RawPage other = bridge.page();
      one.connected("a", "service", Json.REQ);
      other.connected("b", "service", Json.REQ);
      one.send("a", "x");
      service.receive("x");
      other.send("b", "y").expectError("b", "overflow");
      assertEquals(1, bridge.count(Counter.REQUESTS_OVERFLOWED));
      one.connected("p", "page", Json.REP);
      asker.ask("", "first", "p").ask("", "second", "p").expectError("overflow");
      assertEquals(1, bridge.count(Counter.ASKS_OVERFLOWED));
      one.closeUnread();
      other.close();
    }
  }

  @Test
  @Reaches("limits.maxRequestBytes")
  void aPageWithTooMuchUnderWayIsNotReadFrom() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxRequestBytes=1024")) {
      RawPage page = bridge.page();
      page.connected("a", "service", Json.REQ);
      page.send("a", "x".repeat(2000));
      bridge.awaitCount(Counter.READS_PAUSED, 1);
      page.cut();
    }
  }

  @Test
  @Reaches("limits.maxRequestBytesInAll")
  void aRequestForWhichAllPagesHaveNoRoomIsRefused() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxRequestBytesInAll=1024");
        RawPage page = bridge.page()) {
      page.connected("a", "service", Json.REQ);
      page.send("a", "x".repeat(2000)).expectError("a", "overflow");
      assertEquals(1, bridge.count(Counter.REQUESTS_OVERFLOWED));
    }
  }

  @Test
  @Reaches("limits.fairRequests")
  void aRequestBeyondAPagesShareWaitsWhileOthersUseTheService() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.fairRequests=1")) {
      RawPage one = bridge.page();
      RawPage other = bridge.page();
      one.connected("a", "service", Json.REQ);
      other.connected("b", "service", Json.REQ);
      one.send("a", "x");
      service.receive("x");
      other.send("b", "y1").send("b", "y2");
      bridge.awaitCount(Counter.REQUESTS_DEFERRED, 1);
      one.closeUnread();
      other.closeUnread();
    }
  }

  @Test
  @Reaches("limits.maxBackendMessageBytes")
  void aServicesMessageThatIsTooLargeCostsItItsConnection() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxBackendMessageBytes=2000");
        RawPage page = bridge.page()) {
      page.connected("a", "service", Json.REQ);
      page.send("a", "x");
      service.reply(service.receive("x"), "y".repeat(3000));
      page.expectError("a", "gateway_lost");
      bridge.awaitCount(Counter.PEERS_LOST, 1);
    }
  }

  @Test
  void whatIsLargerThanAMessageMayBeGoesToNoPage() {
    try (RouterService service = new RouterService();
        PubService news = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.service={type: REQ, address: \"" + service.address() + "\"}",
                "endpoints.news={type: SUB, address: \"" + news.address() + "\"}",
                "limits.maxMessageBytes=2048");
        RawPage page = bridge.page()) {
      page.connected("q", "service", Json.REQ);
      page.connected("s", "news", Json.SUB);
      news.awaitSubscription();
      page.send("q", "x");
      service.reply(service.receive("x"), "y".repeat(3000));
      page.expectError("q", "too_large");
      assertEquals(1, bridge.count(Counter.REQUESTS_REPLY_TOO_LARGE));
      news.publish("z".repeat(3000));
      news.publish("small");
      page.expect("s", "small");
      assertEquals(1, bridge.count(Counter.PUBLICATIONS_TOO_LARGE));
    }
  }
}
