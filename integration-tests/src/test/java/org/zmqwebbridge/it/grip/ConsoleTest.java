package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.it.Management;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.kit.RawOrigin;

/** What an operator sees of a proxy by GRIP: its origins, and who is held. */
class ConsoleTest {
  @TempDir Path folder;

  private GripBridge bridge(HoldOrigin origin) {
    return GripBridge.start(
        config -> config,
        settings -> settings.management(Management.withSecret(folder)),
        "* 127.0.0.1:" + origin.port());
  }

  private static JsonObject origin(Management management, String says) {
    JsonObject answer =
        management.await("/backends?list=origins", all -> all.toString().contains(says));
    assertEquals(1, answer.get("originsFound").getAsInt());
    return answer.getAsJsonArray("origins").get(0).getAsJsonObject();
  }

  @Test
  void originsTellWhetherTheyAnswerHowLongItTakesAndWhatFailed() {
    try (HoldOrigin origin = new HoldOrigin(asked -> Answer.ok("hello"));
        GripBridge bridge = bridge(origin)) {
      Management management = Management.of(bridge.bridge());
      JsonObject unasked = origin(management, "\"state\":\"unasked\"");
      assertEquals("http://127.0.0.1:" + origin.port(), unasked.get("place").getAsString());
      try (HeldRequest one = new HeldRequest(bridge.port(), "/")) {
        one.head(200);
      }
      JsonObject answering = origin(management, "\"state\":\"answering\"");
      assertEquals(1, answering.get("asked").getAsInt());
      JsonObject durations = answering.getAsJsonObject("durations");
      assertTrue(durations.get("p50Millis").getAsDouble() > 0, durations::toString);
      origin.down();
      try (HeldRequest one = new HeldRequest(bridge.port(), "/")) {
        one.head(502);
      }
      JsonObject failing = origin(management, "\"state\":\"failing\"");
      assertTrue(failing.get("failed").getAsInt() >= 1, failing::toString);
      assertEquals(0, failing.get("inFlight").getAsInt());
      assertTrue(failing.get("failedMillisAgo").getAsLong() >= 0, failing::toString);
      assertTrue(failing.get("lastFailure").getAsString().length() > 0, failing::toString);
    }
  }

  @Test
  void whoIsHeldIsListedWithItsChannelsAndCanBeEnded() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        "welcome\n",
                        "Content-Type",
                        "text/plain",
                        "Grip-Hold",
                        asked.target().equals("/s") ? "stream" : "response",
                        "Grip-Channel",
                        "fruit"));
        GripBridge bridge = bridge(origin);
        HeldRequest stream = new HeldRequest(bridge.port(), "/s");
        HeldRequest response = new HeldRequest(bridge.port(), "/r")) {
      Management management = Management.of(bridge.bridge());
      JsonObject streaming = management.awaitOpen("stream", "channel fruit");
      assertEquals("GRIP, held", streaming.get("speaks").getAsString());
      assertEquals("/s", streaming.get("path").getAsString());
      stream.head(200);
      stream.expect("welcome\n");
      management.end(streaming);
      assertEquals("", stream.chunk());
      JsonObject waiting = management.awaitOpen("request", "channel fruit");
      assertEquals("/r", waiting.get("path").getAsString());
      management.end(waiting);
      response.head(503);
    }
  }

  /** An origin whose answer goes on until it is told to end. */
  private static RawOrigin endless(CountDownLatch goOn) {
    return RawOrigin.playing(
        line -> {
          String unused = line.head();
          line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
          Await.await("the rest to be wanted", () -> goOn.getCount() == 0);
          line.write("0\r\n\r\n");
        });
  }

  private GripBridge endlessly(RawOrigin origin, UnaryOperator<BridgeBuilder> settings) {
    return GripBridge.start(
        config -> config,
        builder -> settings.apply(builder.management(Management.withSecret(folder))),
        "* 127.0.0.1:" + origin.port());
  }

  private static BridgeBuilder tls(BridgeBuilder builder) {
    return builder.tls(Certificate.shared().pem(), Certificate.shared().key());
  }

  /** Until an answer is whole, a drain has left it. */
  private static void isLeftUntil(Management management, Runnable itsEnd) {
    assertEquals(200, management.postWithSecret("/drain", "closeSeconds=1").statusCode());
    JsonObject open = management.awaitOpen("request", "GRIP");
    assertEquals("/", open.get("path").getAsString());
    JsonObject status = management.await("/status", any -> true);
    assertEquals("draining", status.get("state").getAsString(), status::toString);
    assertEquals(1, status.getAsJsonObject("left").get("requests").getAsInt());
    itsEnd.run();
    management.await("/status", now -> now.get("state").getAsString().equals("drained"));
  }

  @Test
  void anAnswerThatGoesOnIsLeftOfADrainUntilItIsWhole() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (RawOrigin origin = endless(goOn);
        GripBridge bridge = endlessly(origin, settings -> settings);
        HeldRequest client = new HeldRequest(bridge.port(), "/")) {
      client.head(200);
      client.expect("abc");
      isLeftUntil(Management.of(bridge.bridge()), goOn::countDown);
      assertEquals("", client.chunk());
    }
  }

  @Test
  void overHttp2ItIsToo() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (RawOrigin origin = endless(goOn);
        GripBridge bridge = endlessly(origin, ConsoleTest::tls);
        Http2Client client = new Http2Client(bridge.port())) {
      client.request(1, true, "GET", "/");
      assertEquals("200", client.head(1).get(":status"));
      assertEquals("abc", client.body(1, 3));
      isLeftUntil(Management.of(bridge.bridge()), goOn::countDown);
    }
  }

  @Test
  void overHttp2ItCanBeEnded() {
    CountDownLatch never = new CountDownLatch(1);
    try (RawOrigin origin = endless(never);
        GripBridge bridge = endlessly(origin, ConsoleTest::tls);
        Http2Client client = new Http2Client(bridge.port())) {
      client.request(1, true, "GET", "/");
      assertEquals("200", client.head(1).get(":status"));
      assertEquals("abc", client.body(1, 3));
      Management management = Management.of(bridge.bridge());
      management.end(management.awaitOpen("request", "GRIP"));
      assertEquals(1, client.await(Http2Client.RST_STREAM).stream());
      never.countDown();
    }
  }
}
