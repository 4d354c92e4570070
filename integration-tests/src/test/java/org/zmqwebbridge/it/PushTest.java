package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** Pages that push to services, as far as their credit goes. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class PushTest {
  private static TestBridge with(String address, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("endpoints.jobs={type: PUSH, address: \"" + address + "\"}");
    return TestBridge.configured(all.toArray(String[]::new));
  }

  @Test
  void whatAPagePushesReachesALibzmqServiceInOrderWithAllItsParts() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PULL", "bind");
        TestBridge bridge = with(service.address());
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PUSH", "jobs");
      page.send(1, "one", "").send(1, "two");
      service.expectFrames("one", "");
      service.expectFrames("two");
      bridge.awaitCount(Counter.MESSAGES_SENT, 2);
      page.cut();
    }
  }

  @Test
  void aBoundEndpointSharesMessagesOutBetweenTheServicesThatConnect() {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.configured(
                "endpoints.jobs={type: PUSH, bind: true, address: \"" + address + "\"}");
        PythonPeer first = PythonPeer.start("socket_of", "PULL", "connect", address);
        ZContext context = new ZContext()) {
      ZMQ.Socket second = context.createSocket(SocketType.PULL);
      second.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      second.setHandshakeIvl(300); // JeroMQ stalls in one now and then
      second.connect(address);
      bridge.awaitCount(Counter.PEERS_CONNECTED, 2);
      try (PageSockets page = new PageSockets(bridge)) {
        page.open(1, "PUSH", "jobs");
        page.send(1, "job").send(1, "job");
        first.expectFrames("job");
        assertEquals("job", second.recvStr());
        page.cut();
      }
    }
  }

  @Test
  void whileNoServiceIsThereCreditIsNotRenewedAndNothingIsLost() {
    String address = FreePort.address();
    try (TestBridge bridge = with(address, "limits.maxUnsentMessages=2");
        PageSockets page = new PageSockets(bridge)) {
      assertEquals(2, page.open(1, "PUSH", "jobs").get("credit").getAsInt());
      page.send(1, "one").send(1, "two").isAlive();
      Await.await("two to wait", () -> bridge.gauge("jobs", Gauge.MESSAGES_WAITING) == 2);
      try (ZContext context = new ZContext()) {
        ZMQ.Socket service = context.createSocket(SocketType.PULL);
        service.setReceiveTimeOut(Await.DEADLINE_MILLIS);
        FreePort.bind(service, address);
        assertEquals("one", service.recvStr());
        assertEquals("two", service.recvStr());
        assertEquals(1, page.credited(1));
        assertEquals(1, page.credited(1));
      }
    }
  }

  @Test
  @Reaches("limits.maxUnsentMessages")
  void whoSendsMoreThanItHasCreditForLosesThatSocketAlone() {
    try (TestBridge bridge = with(FreePort.address(), "limits.maxUnsentMessages=1");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PUSH", "jobs");
      page.open(2, "PUSH", "jobs");
      page.send(1, "one").send(1, "two");
      page.hears(1, "closed", 1502);
      page.send(2, "mine").isAlive();
      assertEquals(1, bridge.count(Counter.MESSAGES_WITHOUT_CREDIT));
      Await.await("two to wait", () -> bridge.gauge("jobs", Gauge.MESSAGES_WAITING) == 2);
    }
  }

  @Test
  void whatAPageHasSentGoesOnWhenItHasLeft() {
    String address = FreePort.address();
    try (TestBridge bridge = with(address)) {
      try (PageSockets page = new PageSockets(bridge)) {
        page.open(1, "PUSH", "jobs");
        page.send(1, "last words").say("{'op': 'close', 'channel': 1}");
        page.hears(1, "closed", 0);
      }
      try (ZContext context = new ZContext()) {
        ZMQ.Socket service = context.createSocket(SocketType.PULL);
        service.setReceiveTimeOut(Await.DEADLINE_MILLIS);
        FreePort.bind(service, address);
        assertEquals("last words", service.recvStr());
      }
    }
  }

  @Test
  void whatNobodyTakesInTimeAfterItsPageHasLeftIsDroppedAndCounted() {
    // So long that the page has left before; one that is still there would be told instead.
    try (TestBridge bridge = with(FreePort.address(), "deadlines.requestMillis=5000")) {
      try (PageSockets page = new PageSockets(bridge)) {
        page.open(1, "PUSH", "jobs");
        page.send(1, "last words").isAlive();
      }
      bridge.awaitCount(Counter.MESSAGES_ABANDONED, 1);
    }
  }

  @Test
  void aPageThatFloodsDoesNotStarveOthers() {
    String address = FreePort.address();
    try (TestBridge bridge = with(address);
        PageSockets flood = new PageSockets(bridge);
        PageSockets polite = new PageSockets(bridge)) {
      int credit = flood.open(1, "PUSH", "jobs").get("credit").getAsInt();
      polite.open(1, "PUSH", "jobs");
      String large = "x".repeat(1000);
      for (int sent = 0; sent < credit; sent++) {
        flood.send(1, large);
      }
      flood.isAlive();
      polite.send(1, "please").isAlive();
      Await.await("all to wait", () -> bridge.gauge("jobs", Gauge.MESSAGES_WAITING) == credit + 1);
      try (ZContext context = new ZContext()) {
        ZMQ.Socket service = context.createSocket(SocketType.PULL);
        service.setReceiveTimeOut(Await.DEADLINE_MILLIS);
        FreePort.bind(service, address);
        List<String> heard = List.of(service.recvStr(), service.recvStr());
        assertTrue(heard.contains("please"), heard.toString());
      }
      flood.cut();
      polite.cut();
    }
  }

  @Test
  void smallMessagesEarnMoreCreditThanLargeOnes() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PULL", "bind");
        TestBridge bridge = with(service.address());
        PageSockets page = new PageSockets(bridge)) {
      int credit = page.open(1, "PUSH", "jobs").get("credit").getAsInt();
      assertEquals(2, credit); // 2 MiB of the largest
      int most = 0;
      while (most < 128) { // half of limits.maxUnsentMessages
        while (credit == 0) {
          most = page.credited(1);
          credit += most;
        }
        page.send(1, "small");
        credit--;
        service.expectFrames("small");
      }
      assertEquals(128, most);
      page.cut();
    }
  }

  @Test
  @Reaches("limits.maxRequestsPerEndpoint")
  void whatIsTooMuchForTheEndpointIsDroppedAndTold() {
    try (TestBridge bridge = with(FreePort.address(), "limits.maxRequestsPerEndpoint=1");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PUSH", "jobs");
      page.send(1, "one").send(1, "two");
      page.hears(1, "error", 1402);
      assertEquals(1, bridge.count(Counter.MESSAGES_OVERFLOWED));
      page.cut();
    }
  }

  @Test
  void aPageIsToldNothingAndSendsNoOtherKindOfFrame() {
    try (TestBridge bridge = with(FreePort.address());
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "PUSH", "jobs");
      page.say("{'op': 'credit', 'channel': 1, 'messages': 1}");
      page.hears(1, "error", 2002);
      page.say("{'kind': 'REQUEST', 'channel': 1, 'id': 1, 'millis': 0, 'parts': ['x']}");
      page.hears(1, "error", 2002);
    }
  }
}
