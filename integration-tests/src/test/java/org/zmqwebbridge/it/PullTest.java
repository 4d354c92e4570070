package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.observe.Counter;

/** Pages that share what services push. */
final class PullTest {
  private static TestBridge with(String address, String more) {
    return TestBridge.configured(
        "endpoints.jobs={type: PULL, address: \"" + address + "\"" + more + "}");
  }

  @Test
  void eachMessageGoesToOnePageInTurns() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PUSH", "bind");
        TestBridge bridge = with(service.address(), "");
        PageSockets one = new PageSockets(bridge);
        PageSockets two = new PageSockets(bridge)) {
      one.open(1, "PULL", "jobs");
      two.open(1, "PULL", "jobs");
      service.send("a", "1").send("b", "").send("c").send("d");
      assertEquals(
          Set.of("a/1 c", "b/ d"),
          Set.of(one.heard(1) + " " + one.heard(1), two.heard(1) + " " + two.heard(1)));
    }
  }

  @Test
  void aPageGetsNoMoreThanItsCreditAndTheOthersGetTheRest() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PUSH", "bind");
        TestBridge bridge = with(service.address(), "");
        PageSockets one = new PageSockets(bridge);
        PageSockets two = new PageSockets(bridge)) {
      one.open(1, "PULL", "jobs", ", 'credit': 1");
      two.open(1, "PULL", "jobs", ", 'credit': 0");
      service.send("a").send("b").send("c");
      assertEquals("a", one.heard(1));
      two.say("{'op': 'credit', 'channel': 1, 'messages': 1}");
      assertEquals("b", two.heard(1));
      one.say("{'op': 'credit', 'channel': 1, 'messages': 1}");
      assertEquals("c", one.heard(1));
    }
  }

  @Test
  void whatNoPageTakesStaysWithTheService() {
    String address = FreePort.address();
    try (ZContext context = new ZContext();
        TestBridge bridge = with(address, ", hwm: 1");
        PageSockets page = new PageSockets(bridge)) {
      ZMQ.Socket service = context.createSocket(SocketType.PUSH);
      service.setSndHWM(1);
      FreePort.bind(service, address);
      page.open(1, "PULL", "jobs", ", 'credit': 0");
      service.setSendTimeOut(500);
      int sent = 0;
      for (byte[] large = new byte[100_000]; service.send(large); sent++) {
        assertTrue(sent < 1000, "it has sent 100 MB that nobody takes");
      }
      page.say("{'op': 'credit', 'channel': 1, 'messages': " + sent + "}");
      for (int heard = 0; heard < sent; heard++) {
        assertEquals(100_000, page.heard(1).length());
      }
      assertEquals(sent, bridge.count(Counter.MESSAGES_RECEIVED));
    }
  }

  @Test
  void aPageThatComesLaterGetsWhatNobodyTook() {
    String address = FreePort.address();
    try (TestBridge bridge = with(address, ", bind: true");
        PythonPeer service = PythonPeer.start("socket_of", "PUSH", "connect", address)) {
      service.send("waits");
      bridge.awaitCount(Counter.PEERS_CONNECTED, 1);
      try (PageSockets page = new PageSockets(bridge)) {
        page.open(1, "PULL", "jobs");
        assertEquals("waits", page.heard(1));
      }
    }
  }

  @Test
  void aMessageThatIsTooLargeIsLostAndTold() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PUSH", "bind");
        TestBridge bridge =
            TestBridge.configured(
                "limits.maxMessageBytes=1024",
                "endpoints.jobs={type: PULL, address: \"" + service.address() + "\"}");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PULL", "jobs");
      service.send("x".repeat(1025)).send("small");
      page.hears(1, "dropped", 1404);
      assertEquals("small", page.heard(1));
      assertEquals(1, bridge.count(Counter.MESSAGES_TOO_LARGE));
    }
  }

  @Test
  void aPageThatSendsIsToldThatAPullDoesNot() {
    try (TestBridge bridge = with(FreePort.address(), "");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PULL", "jobs");
      page.send(1, "mine");
      page.hears(1, "error", 2002);
    }
  }

  @Test
  void tooMuchCreditClosesThatSocketAlone() {
    try (TestBridge bridge = with(FreePort.address(), "");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PULL", "jobs", ", 'credit': 2147483648");
      page.say("{'op': 'credit', 'channel': 1, 'messages': 1}");
      page.hears(1, "closed", 2009);
      page.open(1, "PULL", "jobs");
    }
  }
}
