package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;
import static org.zmqwebbridge.it.HttpDoor.parts;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** {@code POST /push/NAME}: messages for PUSH and PUB endpoints. */
final class PushDoorTest {
  private static TestBridge with(String type, String address, String... more) {
    String[] settings = new String[more.length + 1];
    settings[0] = "endpoints.jobs={type: " + type + ", address: \"" + address + "\"}";
    System.arraycopy(more, 0, settings, 1, more.length);
    return TestBridge.configured(settings);
  }

  @Test
  void whatIsPushedReachesTheServiceInOrderWithAllItsParts() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PULL", "bind");
        TestBridge bridge = with("PUSH", service.address())) {
      HttpDoor door = new HttpDoor(bridge);
      expect(204, "", door.post("/push/jobs", "one"));
      expect(204, "", door.post("/push/jobs", parts("two", ""), "Content-Type", HttpDoor.PARTS));
      service.expectFrames("one");
      service.expectFrames("two", "");
      assertEquals(2, bridge.count(Counter.MESSAGES_SENT));
    }
  }

  @Test
  void aMessageWaitsForAServiceAndIsTakenBackAfterAWhile() {
    String address = FreePort.address();
    try (TestBridge bridge = with("PUSH", address, "deadlines.requestMillis=300");
        ZContext context = new ZContext()) {
      HttpDoor door = new HttpDoor(bridge);
      HttpResponse<byte[]> late = door.post("/push/jobs", "late");
      expect(503, late);
      assertEquals("1", header(late, "Retry-After"));
      bridge.awaitCount(Counter.MESSAGES_ABANDONED, 1);
      ZMQ.Socket service = context.createSocket(SocketType.PULL);
      service.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      FreePort.bind(service, address);
      Await.await("the service", () -> bridge.gauge("jobs", Gauge.SERVICE_PRESENT) == 1);
      expect(204, door.post("/push/jobs", "next"));
      assertEquals("next", service.recvStr());
    }
  }

  @Test
  void aMessageIsHandedOverWhenItsServiceComes() {
    String address = FreePort.address();
    try (TestBridge bridge = with("PUSH", address);
        ZContext context = new ZContext()) {
      CompletableFuture<HttpResponse<byte[]>> answer =
          new HttpDoor(bridge).begin("/push/jobs", "early");
      Await.await("it to wait", () -> bridge.gauge("jobs", Gauge.MESSAGES_WAITING) == 1);
      assertFalse(answer.isDone());
      ZMQ.Socket service = context.createSocket(SocketType.PULL);
      service.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      FreePort.bind(service, address);
      expect(204, answer.join());
      assertEquals("early", service.recvStr());
    }
  }

  @Test
  void aBridgeThatStopsSaysThatNothingWasSent() {
    CompletableFuture<HttpResponse<byte[]>> answer;
    try (TestBridge bridge = with("PUSH", FreePort.address())) {
      answer = new HttpDoor(bridge).begin("/push/jobs", "x");
      Await.await("it to wait", () -> bridge.gauge("jobs", Gauge.MESSAGES_WAITING) == 1);
    }
    expect(503, answer.join());
  }

  @Test
  void whatIsPublishedReachesSubscribersIfItsTopicIsAllowed() {
    try (PythonPeer service = PythonPeer.start("socket_of", "SUB", "bind");
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.jobs={type: PUB, topics: [eu/], address: \""
                    + service.address()
                    + "\"}");
        PageSockets page = new PageSockets(bridge)) {
      HttpDoor door = new HttpDoor(bridge);
      page.open(1, "PUB", "jobs"); // so that its socket is open
      Await.await("a subscriber", () -> bridge.gauge("jobs", Gauge.PEER_TOPICS) > 0);
      expect(403, door.post("/push/jobs", "us/one"));
      expect(204, door.post("/push/jobs", parts("eu/", "1"), "Content-Type", HttpDoor.PARTS));
      service.expectFrames("eu/", "1");
      assertEquals(1, bridge.count(Counter.MESSAGES_NOT_ALLOWED));
      page.cut();
    }
  }
}
