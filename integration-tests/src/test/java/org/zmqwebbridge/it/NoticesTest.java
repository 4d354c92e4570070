package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** What pages that ask for it are told, and others are not. */
final class NoticesTest {
  static void expectNotice(RawPage page, String identity, String notice) {
    JsonObject frame = page.next();
    assertEquals(identity, Json.text(frame, "identity"), frame.toString());
    assertEquals("notice", Json.text(frame, "msg_type"), frame.toString());
    assertEquals(notice, Json.content(frame).get("notice").getAsString());
  }

  @Test
  void whoAsksHearsThatTheServiceIsNotThereGoesAndComes() {
    int port = FreePort.find();
    String address = "tcp://127.0.0.1:" + port;
    try (TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, address)
                        .endpoint("news", SocketType.SUB, address));
        RawPage page = bridge.page();
        RawPage silent = bridge.page()) {
      silent.connected("a", "echo", Json.REQ);
      page.connected("a", "echo", Json.REQ, "notices", true);
      expectNotice(page, "a", "service_absent");
      page.connected("later", "echo", Json.REQ, "notices", true);
      expectNotice(page, "later", "service_absent");
      for (int i = 0; i < 3; i++) {
        BackEnd service = BackEnd.start(port, Answers.ECHO);
        expectNotice(page, "a", "service_present");
        expectNotice(page, "later", "service_present");
        service.close();
        expectNotice(page, "a", "service_absent");
        expectNotice(page, "later", "service_absent");
      }
    }
  }

  private static EndpointSpec news(PubService service, SlowReaderPolicy policy) {
    return EndpointSpec.of("news", SocketType.SUB, ZmqEndpoint.parse(service.address()))
        .slowReaders(policy);
  }

  @ParameterizedTest
  @EnumSource(names = {"OLDEST", "LATEST"})
  void whoAsksHearsHowMuchItHasMissed(SlowReaderPolicy policy) {
    int publications = 2_000;
    String payload = "x".repeat(2_000);
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint(news(news, policy))
                        .limits(Limits.edge("maxQueuedMessages", 50, "writeMillis", 60_000)));
        RawPage fast = bridge.page()) {
      RawPage slow = RawPage.open(bridge.upgrade().receiveBuffer(4096));
      slow.connected("s", "news", Json.SUB, "notices", true);
      fast.connected("f", "news", Json.SUB, "notices", true);
      news.awaitSubscription();
      for (int i = 0; i < publications; i++) {
        news.publish(i + payload);
        fast.expect("f", i + payload);
      }
      int heard = 0;
      long missed = 0;
      while (heard + missed < publications) {
        JsonObject frame = slow.next();
        if (frame.has("msg_type")) {
          assertEquals("dropped", Json.content(frame).get("notice").getAsString());
          missed += Json.content(frame).get("count").getAsLong();
        } else {
          heard++;
        }
      }
      assertEquals(publications, heard + missed, "each was delivered, or told to be missing");
      assertTrue(missed > 0);
      assertEquals(
          missed,
          bridge.count(Counter.DELIVERIES_DROPPED) + bridge.count(Counter.DELIVERIES_REPLACED));
      slow.close();
    }
  }

  @Test
  void whoAsksHearsThatTheBridgeStops() {
    String pages = FreePort.address();
    try (RouterService mute = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.drainMillis(3_000)
                        .endpoint("mute", SocketType.REQ, mute.address())
                        .endpoint("page", SocketType.REP, pages))) {
      RawPage page = bridge.page();
      RawPage silent = bridge.page();
      page.connected("a", "mute", Json.REQ, "notices", true);
      silent.connected("a", "mute", Json.REQ);
      silent.send("a", "x");
      Thread stop = new Thread(bridge.bridge()::close);
      List<byte[]> underWay = mute.receive("x");
      stop.start();
      expectNotice(page, "a", "stopping");
      page.send("a", "too late").expectError("a", "shutdown");
      mute.reply(underWay, "y");
      silent.expect("a", "y");
      assertEquals(1012, page.closeCode());
      assertEquals(1012, silent.closeCode());
      assertFalse(join(stop), "it has stopped");
    }
  }

  private static boolean join(Thread thread) {
    try {
      thread.join(Await.DEADLINE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return thread.isAlive();
  }
}
