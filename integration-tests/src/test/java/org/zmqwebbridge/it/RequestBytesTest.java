package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.observe.Counter;

/** Requests are bounded in bytes: a page's own by not reading on, all pages' by an error. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RequestBytesTest {
  private static final int KIB = 1024;

  @Test
  void aPageWithTooManyBytesInFlightIsNotReadFromUntilSomeHaveTheirReply() {
    int requests = 250;
    String content = "x".repeat(64 * KIB);
    try (RouterService slow = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("slow", SocketType.REQ, slow.address())
                        .limits(Limits.sockets("maxRequestBytes", 256 * KIB)));
        RawPage page = bridge.page()) {
      page.connected("a", "slow", Json.REQ);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < requests; i++) {
                  page.send("a", content);
                }
              });
      bridge.awaitCount(Counter.READS_PAUSED, 1);
      List<List<byte[]>> taken = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        taken.add(slow.receive(content));
      }
      assertTrue(bridge.count(Counter.REQUESTS) <= 5, "four are full, and one had been read");
      for (int answered = 0; answered < requests; answered++) {
        List<byte[]> request = taken.isEmpty() ? slow.receive(content) : taken.remove(0);
        slow.reply(request, "done");
        page.expect("a", "done");
      }
      writing.join();
      assertEquals(requests, bridge.count(Counter.REPLIES));
      assertEquals(0, bridge.count(Counter.REQUESTS_OVERFLOWED));
    }
  }

  @Test
  void allPagesTogetherHaveNoMoreBytesInFlightThanTheLimit() {
    String content = "x".repeat(64 * KIB);
    try (TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("absent", SocketType.REQ, "tcp://127.0.0.1:" + FreePort.find())
                        .limits(
                            Limits.sockets(
                                "maxRequestBytesInAll", 256 * KIB, "requestMillis", 2_000)));
        RawPage one = bridge.page();
        RawPage other = bridge.page()) {
      one.connected("a", "absent", Json.REQ);
      other.connected("a", "absent", Json.REQ);
      for (int i = 0; i < 3; i++) {
        one.send("a", content);
      }
      bridge.awaitCount(Counter.REQUESTS, 3);
      other.send("a", content).send("a", content);
      other.expectError("a", "overflow");
      for (int i = 0; i < 3; i++) {
        one.expectError("a", "timeout");
      }
      other.expectError("a", "timeout");
      other.send("a", content).expectError("a", "timeout"); // there is room again
    }
  }

  @Test
  void aPageThatAsksWithoutReadingIsSlowedByTcpAndNotThrownOut() {
    int requests = 20_000;
    try (TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("absent", SocketType.REQ, "tcp://127.0.0.1:" + FreePort.find())
                        .limits(Limits.sockets("maxRequestsInFlight", 10)));
        RawPage page = RawPage.open(bridge.upgrade().receiveBuffer(16 * KIB))) {
      page.connected("a", "absent", Json.REQ);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < requests; i++) {
                  page.send("a", "x");
                }
              });
      bridge.awaitCount(Counter.READS_PAUSED, 1);
      for (int i = 0; i < requests - 10; i++) {
        page.expectError("a", "overflow");
      }
      writing.join();
      assertEquals(0, bridge.count(Counter.REPLIES_OVERFLOWED));
      page.closeUnread();
    }
  }

  @Test
  void whatIsHeldForAConnectCounts() {
    CompletableFuture<Decision> decision = new CompletableFuture<>();
    Authorizer undecided =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.later(decision);
          }
        };
    String content = "x".repeat(64 * KIB);
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .authorizer(undecided)
                        .limits(Limits.sockets("maxRequestBytesInAll", 150 * KIB)));
        RawPage page = bridge.page()) {
      page.connect("a", "echo", Json.REQ);
      for (int i = 0; i < 3; i++) {
        page.send("a", content);
      }
      page.frame(RawPage.PING, true, new byte[0]).expectPong(new byte[0]);
      decision.complete(Decision.ALLOW);
      page.expectConnected("a");
      page.expectError("a", "overflow");
      page.expect("a", content);
      page.expect("a", content);
    }
  }

  @Test
  void aConnectThatIsTooLongOrFiltersByTooMuchIsRefused() {
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("news", SocketType.SUB, news.address()));
        RawPage page = bridge.page()) {
      page.connected("ok", "news", Json.SUB, "msgfilter", "\u00e4".repeat(127));
      page.connect("long", "news", Json.SUB, "msgfilter", "\u00e4".repeat(128));
      page.expectRefused("long", "limit");
      page.connected("token", "news", Json.SUB, "token", "t".repeat(60_000));
      page.connect("tokens", "news", Json.SUB, "token", "t".repeat(70_000));
      page.expectRefused("tokens", "limit");
    }
  }
}
