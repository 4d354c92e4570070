package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.it.Management;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;

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
}
