package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** {@code GET /sub/NAME} with {@code Accept: application/x-ndjson}: a line for each publication. */
final class LineStreamTest {
  private static final String[] LINES = {"Accept", "application/x-ndjson"};

  private static TestBridge with(PubService news, String more) {
    return TestBridge.configured(
        "endpoints.news={type: SUB, address: \"" + news.address() + "\"" + more + "}",
        "deadlines.heartbeatMillis=1000");
  }

  private static JsonObject object(EventReader lines) {
    String line = lines.line();
    while (line.isEmpty()) { // a heartbeat
      line = lines.line();
    }
    return JsonParser.parseString(line).getAsJsonObject();
  }

  @Test
  void eachPublicationIsALine() {
    try (PubService news = new PubService();
        TestBridge bridge = with(news, "");
        EventReader lines = new EventReader(bridge, "/sub/news", LINES)) {
      assertEquals("application/x-ndjson", lines.mediaType());
      assertEquals("{\"event\":\"zwb.open\",\"data\":{\"heartbeatMillis\":1000}}", lines.line());
      news.awaitSubscription();
      news.publish("a \"b\"\r\n\u0000c\u2028");
      news.publish("eu", "1");
      news.publish(new byte[] {-1});
      assertEquals("a \"b\"\r\n\u0000c\u2028", object(lines).get("message").getAsString());
      assertEquals("{\"message\":[\"eu\",\"1\"]}", object(lines).toString());
      assertEquals("{\"message\":{\"base64\":\"/w==\"}}", object(lines).toString());
    }
  }

  @Test
  void aSilentStreamHasEmptyLines() {
    try (PubService news = new PubService();
        TestBridge bridge = with(news, "");
        EventReader lines = new EventReader(bridge, "/sub/news", LINES)) {
      lines.line();
      assertEquals("", lines.line());
      assertEquals("", lines.line());
    }
  }

  @Test
  void whoComesBackGetsWhatItHasMissed() {
    try (PubService news = new PubService();
        TestBridge bridge = with(news, ", replay: true");
        EventReader all = new EventReader(bridge, "/sub/news", LINES)) {
      assertTrue(object(all).get("id").getAsString().endsWith("-0-1"));
      news.awaitSubscription();
      news.publish("1");
      news.publish("2");
      String id = object(all).get("id").getAsString();
      assertEquals("2", object(all).get("message").getAsString());
      try (EventReader back =
          new EventReader(bridge, "/sub/news?lastEventId=" + id, LINES[0], LINES[1])) {
        assertNull(object(back).get("id"), "its own");
        assertEquals("2", object(back).get("message").getAsString());
      }
      try (EventReader back =
          new EventReader(bridge, "/sub/news?lastEventId=a-1", LINES[0], LINES[1])) {
        object(back);
        JsonObject gap = object(back);
        assertEquals("zwb.gap", gap.get("event").getAsString());
        assertEquals("{\"from\":1}", gap.get("data").toString());
        assertEquals("1", object(back).get("message").getAsString());
      }
    }
  }
}
