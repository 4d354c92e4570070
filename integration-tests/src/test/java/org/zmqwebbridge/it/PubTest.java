package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** Pages that publish. */
final class PubTest {
  private static TestBridge with(String address, String more) {
    return TestBridge.configured(
        "endpoints.news={type: PUB, address: \"" + address + "\"" + more + "}");
  }

  private static void awaitSubscriber(TestBridge bridge) {
    Await.await("a subscriber", () -> bridge.gauge("news", Gauge.PEER_TOPICS) > 0);
  }

  @Test
  void whatAPagePublishesReachesEverySubscriberThatConnects() {
    String address = FreePort.address();
    try (TestBridge bridge = with(address, ", bind: true");
        PythonPeer one = PythonPeer.start("socket_of", "SUB", "connect", address);
        PythonPeer two = PythonPeer.start("socket_of", "SUB", "connect", address)) {
      bridge.awaitCount(Counter.PEERS_CONNECTED, 2);
      try (PageSockets page = new PageSockets(bridge)) {
        page.open(1, "PUB", "news");
        hears(page, one);
        hears(page, two);
        page.cut();
      }
    }
  }

  /** A subscription is one of the peer's messages: it may come later than its handshake. */
  private static void hears(PageSockets page, PythonPeer peer) {
    Thread heard = new Thread(peer::line);
    heard.start();
    Await.await(
        "the subscriber to hear",
        () -> {
          page.send(1, "news", "now").credited(1);
          return !heard.isAlive();
        });
  }

  @Test
  void theBridgeConnectsToASubscriberThatIsBound() {
    try (PythonPeer service = PythonPeer.start("socket_of", "SUB", "bind");
        TestBridge bridge = with(service.address(), "");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PUB", "news");
      awaitSubscriber(bridge);
      page.send(1, "news", "one");
      service.expectFrames("news", "one");
      page.cut();
    }
  }

  @Test
  void aPagePublishesUnderTheTopicsOfTheEndpointOnly() {
    try (PythonPeer service = PythonPeer.start("socket_of", "SUB", "bind");
        TestBridge bridge = with(service.address(), ", topics: [\"mine/\"]");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PUB", "news");
      awaitSubscriber(bridge);
      page.send(1, "theirs/x");
      page.hears(1, "error", 1302);
      page.send(1, "mine/x");
      service.expectFrames("mine/x");
      assertEquals(1, bridge.count(Counter.MESSAGES_NOT_ALLOWED));
      page.cut();
    }
  }

  @Test
  void aPublicationIsNoLargerThanWhatMayWaitForEachSubscriber() {
    try (TestBridge bridge = with(FreePort.address(), ", hwm: 131072");
        PageSockets page = new PageSockets(bridge)) {
      assertEquals(1024, page.open(1, "PUB", "news").get("maxMessageBytes").getAsInt());
      page.send(1, "x".repeat(1025));
      page.hears(1, "error", 1404);
      page.cut();
    }
  }
}
