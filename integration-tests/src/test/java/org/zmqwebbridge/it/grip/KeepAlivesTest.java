package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.it.grip.HoldOrigin.Asked;

/** What is said and asked in silence, in each form and mode. */
class KeepAlivesTest {
  private static final String ITEM =
      "\"channel\":\"fruit\",\"formats\":{\"http-stream\":{\"content\":\"news\"}}";

  private static GripBridge bridge(HoldOrigin origin, String... options) {
    return GripBridge.start("* 127.0.0.1:" + origin.port() + String.join("", options));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alive|raw|alive",
        "alive\\x21\\\\|cstring|alive!\\",
        "YWxpdmUh|base64|alive!",
      })
  void eachFormIsUndone(String data, String format, String said) {
    String header = data + "; format=" + format + "; timeout=1";
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        "begin",
                        "Grip-Hold",
                        "stream",
                        "Grip-Channel",
                        "fruit",
                        "Grip-Keep-Alive",
                        header));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/")) {
      held.head(200);
      held.expect("begin").expect(said).expect(said);
    }
  }

  @Test
  void aJsonInstructHasItsBytes() {
    String instruct =
        "{\"hold\":{\"mode\":\"stream\",\"channels\":[{\"name\":\"fruit\"}],"
            + "\"keep-alive\":{\"content-bin\":\"AP8=\",\"timeout\":1}}}";
    try (HoldOrigin origin =
            new HoldOrigin(
                asked -> Answer.ok(instruct, "Content-Type", "application/grip-instruct"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/")) {
      held.head(200);
      held.expect("\u0000\u00ff");
    }
  }

  /** Silence would never be that long: news goes on and on. */
  @Test
  void byIntervalItIsSaidBetweenNewsToo() {
    String header = "alive; timeout=1; mode=interval";
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        "",
                        "Grip-Hold",
                        "stream",
                        "Grip-Channel",
                        "fruit",
                        "Grip-Keep-Alive",
                        header));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/")) {
      held.head(200);
      String said;
      do {
        bridge.publish(ITEM);
        said = held.chunk();
      } while (said.equals("news"));
      assertTrue(said.contains("alive"), said);
    }
  }

  /** As Pushpin has it: an origin is asked every 20 seconds at the most. */
  @Test
  void anOriginIsAskedInTheSilenceOfItsWebSocket() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.body().startsWith("OPEN")
                        ? Answer.events("OPEN\r\n", "Keep-Alive-Interval", "1")
                        : Answer.events("TEXT 7\r\nm:alive\r\n"));
        GripBridge bridge = bridge(origin, ",over_http")) {
      RawPage page = bridge.socket("/ws");
      Asked open = origin.told("OPEN\r\n");
      long opened = System.nanoTime();
      Asked again = origin.nextWithin(60);
      assertTrue(System.nanoTime() - opened >= TimeUnit.MILLISECONDS.toNanos(19_900));
      assertEquals("", again.body());
      assertEquals(open.header("Connection-Id"), again.header("Connection-Id"));
      assertEquals("application/websocket-events", again.header("Content-Type"));
      assertEquals("alive", page.nextText());
      page.cut();
      origin.told("DISCONNECT\r\n");
    }
  }
}
