package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripZmq;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.kit.Opening;
import org.zmqwebbridge.kit.RawOrigin;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginLimits;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** WebSockets of which an origin says that it decides about them later. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class UndecidedSocketsTest {
  private static final Answer LATER = Answer.events("", "Keep-Alive-Interval", "20");

  private static GripBridge bridge(HoldOrigin origin, long millis) {
    return GripBridge.start(
        config -> limited(config, millis),
        settings -> settings,
        "* 127.0.0.1:" + origin.port() + ",over_http");
  }

  private static GripConfig limited(GripConfig config, long millis) {
    return config.with(new OriginLimits(2_000, millis, 8, 8, 4_096));
  }

  private static void awaitUndecided(GripBridge bridge, int count) {
    Await.await(count + " undecided", () -> bridge.bridge().gauge("zwb.grip.sockets") == count);
  }

  @Test
  void anOriginThatDoesNotDecideIsLateAndToldSo() {
    try (HoldOrigin origin = new HoldOrigin(asked -> LATER);
        GripBridge bridge = bridge(origin, 2_000)) { // in which it must answer, too
      assertEquals(504, bridge.bridge().upgrade().target("/x").status());
      Asked open = origin.told("OPEN\r\n");
      Asked last = origin.told("DISCONNECT\r\n");
      assertEquals(open.header("Connection-Id"), last.header("Connection-Id"));
      assertEquals(1, bridge.bridge().count(Counter.GRIP_ORIGIN_FAILED));
      awaitUndecided(bridge, 0);
    }
  }

  @Test
  void anOriginMayDecideLaterWhenItIsAskedAgain() throws Exception {
    AtomicBoolean decided = new AtomicBoolean();
    String address = FreePort.address();
    GripZmq commands = GripZmq.NONE.withCommand(List.of(ZmqEndpoint.parseBound(address)));
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    !decided.get()
                        ? LATER
                        : Answer.events(
                            asked.body().isEmpty() ? "OPEN\r\nTEXT 4\r\nm:hi\r\n" : ""));
        GripBridge bridge =
            GripBridge.start(
                config -> limited(config, 60_000).with(PublisherSpec.DEFAULTS.with(commands)),
                settings -> settings,
                "* 127.0.0.1:" + origin.port() + ",over_http");
        PythonPeer asker = PythonPeer.start("req", address);
        Socket client = bridge.bridge().upgrade().target("/x").send()) {
      String id = origin.told("OPEN\r\n").header("Connection-Id");
      awaitUndecided(bridge, 1);
      decided.set(true);
      String cid = "3:cid," + id.length() + ":" + id + ",";
      String ask = "2:id,1:1,6:method,7:refresh,4:args," + cid.length() + ":" + cid + "}";
      asker.send(ask.length() + ":" + ask + "}");
      String done = "2:id,1:1,7:success,4:true!5:value,0:~";
      asker.expectFrames(done.length() + ":" + done + "}");
      origin.told("");
      String head = Opening.head(client.getInputStream());
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      client.setSoTimeout(Await.DEADLINE_MILLIS);
      assertEquals("\u0081\u0002hi", new String(client.getInputStream().readNBytes(4), ISO_8859_1));
    }
  }

  @Test
  void aClientThatLeavesMeanwhileIsNoticed() throws Exception {
    try (HoldOrigin origin = new HoldOrigin(asked -> LATER);
        GripBridge bridge = bridge(origin, 60_000)) {
      Socket client = bridge.bridge().upgrade().target("/x").send();
      String id = origin.told("OPEN\r\n").header("Connection-Id");
      awaitUndecided(bridge, 1);
      client.close();
      assertEquals(id, origin.told("DISCONNECT\r\n").header("Connection-Id"));
      awaitUndecided(bridge, 0);
      assertEquals(1, bridge.bridge().count(Counter.HELD_GONE));
    }
  }

  @Test
  void aClientOfHttp2ThatLeavesMeanwhileIsNoticed() {
    try (HoldOrigin origin = new HoldOrigin(asked -> LATER);
        GripBridge bridge =
            GripBridge.start(
                config -> config,
                settings -> settings.tls(Certificate.shared().pem(), Certificate.shared().key()),
                "* 127.0.0.1:" + origin.port() + ",over_http");
        Http2Client client = new Http2Client(bridge.port())) {
      client.await(Http2Client.SETTINGS);
      client.connect(1, "/x");
      origin.told("OPEN\r\n");
      awaitUndecided(bridge, 1);
      client.reset(1);
      origin.told("DISCONNECT\r\n");
      awaitUndecided(bridge, 0);
    }
  }

  @Test
  void aClientThatLeavesBeforeItsOriginAnswersEndsItsRequest() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  asked.countDown();
                  line.awaitEnd();
                  left.countDown();
                });
        GripBridge bridge = GripBridge.start("* 127.0.0.1:" + origin.port())) {
      Socket client = bridge.bridge().upgrade().target("/x").send();
      assertTrue(asked.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
      client.close();
      assertTrue(left.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void theEdgesOwnDeadlinesDoNotEndItsWait() {
    EdgeLimits standard = EdgeLimits.DEFAULTS;
    EdgeLimits hurried =
        new EdgeLimits(
            standard.handshake().withHandshakeMillis(1_500),
            standard.connection().withWriteMillis(1_500));
    try (HoldOrigin origin = new HoldOrigin(asked -> LATER);
        GripBridge bridge =
            GripBridge.start(
                config -> limited(config, 4_000),
                settings -> settings.limits(hurried),
                "* 127.0.0.1:" + origin.port() + ",over_http")) {
      assertEquals(504, bridge.bridge().upgrade().target("/x").status());
    }
  }
}
