package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** One page and one service. */
final class PairTest {
  private static TestBridge with(String address, String more) {
    return TestBridge.configured(
        "endpoints.line={type: PAIR, address: \"" + address + "\"" + more + "}");
  }

  @Test
  void aPageAndAServiceTalkAndNobodyElse() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PAIR", "bind");
        TestBridge bridge = with(service.address(), "");
        PageSockets page = new PageSockets(bridge);
        PageSockets other = new PageSockets(bridge)) {
      page.open(1, "PAIR", "line");
      page.send(1, "there", "");
      service.expectFrames("there", "");
      service.send("and", "back");
      assertEquals("and/back", page.heard(1));
      other.ask(1, "PAIR", "line", "").hears(1, "refused", 1303);
      assertEquals(1, bridge.count(Counter.CONNECTS_IN_USE));
      page.say("{'op': 'close', 'channel': 1}").hears(1, "closed", 0);
      other.open(1, "PAIR", "line");
      other.send(1, "me, then");
      service.expectFrames("me, then");
      other.cut();
    }
  }

  @Test
  void theNextPageHearsNothingThatWasMeantForTheOneBefore() {
    String address = FreePort.address();
    try (TestBridge bridge = with(address, ", bind: true");
        PythonPeer service = PythonPeer.start("socket_of", "PAIR", "connect", address);
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PAIR", "line", ", 'credit': 0");
      page.send(1, "hello");
      service.expectFrames("hello");
      service.send("for the first");
      page.say("{'op': 'close', 'channel': 1}");
      page.hears(1, "closed", 0);
      bridge.awaitCount(Counter.PEERS_CONNECTED, 2);
      page.open(1, "PAIR", "line");
      page.send(1, "and now?");
      service.expectFrames("and now?");
      service.send("for the second");
      assertEquals("for the second", page.heard(1));
    }
  }

  @Test
  void whatNobodyHasTakenWhenThePageLeavesIsDroppedAndCounted() {
    try (TestBridge bridge = with(FreePort.address(), "");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PAIR", "line");
      page.send(1, "hello").isAlive();
      Await.await("it to wait", () -> bridge.gauge("line", Gauge.MESSAGES_WAITING) == 1);
      page.say("{'op': 'close', 'channel': 1}").hears(1, "closed", 0);
      assertEquals(1, bridge.count(Counter.MESSAGES_ABANDONED));
      page.open(1, "PAIR", "line");
    }
  }
}
