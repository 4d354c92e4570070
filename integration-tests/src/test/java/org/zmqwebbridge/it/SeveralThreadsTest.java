package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/**
 * Endpoints spread over several loops, and connections over several selectors, behave as on one.
 */
final class SeveralThreadsTest {
  private static final int LOOPS = 3;
  private static final int ENDPOINTS = 7;
  private static final int PAGES = 8;

  @Test
  void everyPageReachesEveryEndpointWhateverItsLoop() {
    List<BackEnd> services = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      services.add(BackEnd.echo());
    }
    List<RawPage> pages = new ArrayList<>();
    try (TestBridge bridge =
        TestBridge.start(
            b -> {
              b.loops(LOOPS).selectors(2);
              for (int i = 0; i < ENDPOINTS; i++) {
                b.endpoint("echo" + i, SocketType.REQ, services.get(i).address());
              }
              return b;
            })) {
      for (int p = 0; p < PAGES; p++) {
        RawPage page = bridge.page();
        pages.add(page);
        for (int i = 0; i < ENDPOINTS; i++) {
          page.connected("socket" + i, "echo" + i, Json.REQ);
          page.send("socket" + i, "hello " + i).expect("socket" + i, "hello " + i);
        }
      }
      assertEquals(ENDPOINTS, bridge.count(Counter.GATEWAYS_OPENED));
      pages.forEach(RawPage::close);
      bridge.awaitCount(Counter.SOCKETS_CLOSED, PAGES * ENDPOINTS);
    } finally {
      services.forEach(BackEnd::close);
    }
  }

  @Test
  void theLimitOfEndpointsHoldsOverAllLoops() {
    try (BackEnd echo = BackEnd.echo();
        BackEnd other = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.loops(2)
                        .endpoint("echo", SocketType.REQ, echo.address())
                        .endpoint("other", SocketType.REQ, other.address())
                        .limits(Limits.sockets("maxEndpoints", 1)));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      page.connect("b", "other", Json.REQ).expectRefused("b", "limit");
    }
  }
}
