package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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

  /** The first peer is one of bytes: what a library still holds would go to the next connection. */
  @Test
  void theNextPageHearsNothingThatWasMeantForTheOneBefore() throws IOException {
    int port = FreePort.find();
    String address = "tcp://127.0.0.1:" + port;
    try (TestBridge bridge = with(address, ", bind: true");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PAIR", "line", ", 'credit': 0");
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
        first.setSoTimeout(Await.DEADLINE_MILLIS);
        Zmtp.shakeHands(first, "PAIR");
        page.send(1, "hello");
        assertEquals("hello", Zmtp.shortFrame(first));
        first.getOutputStream().write(Zmtp.frame(0, Zmtp.text("for the first")));
        page.say("{'op': 'close', 'channel': 1}");
        page.hears(1, "closed", 0);
        assertEquals(-1, first.getInputStream().read());
      }
      page.open(1, "PAIR", "line");
      try (PythonPeer second = PythonPeer.start("socket_of", "PAIR", "connect", address)) {
        page.send(1, "and now?");
        second.expectFrames("and now?");
        second.send("for the second");
        assertEquals("for the second", page.heard(1));
      }
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
