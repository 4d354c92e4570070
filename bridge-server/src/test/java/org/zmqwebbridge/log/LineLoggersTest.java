package org.zmqwebbridge.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.zmqwebbridge.observe.ConnectionId;

class LineLoggersTest {
  private static final String OURS = "org.zmqwebbridge.edge.Some";
  private static final String FOREIGN = "org.eclipse.jetty.http.Some";

  private final LineLoggers loggers = new LineLoggers();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void captured() {
    loggers.writeTo(written);
  }

  private List<String> lines() {
    return written.toString(UTF_8).lines().toList();
  }

  @Test
  void aLineOfTextSaysWhenWhereWhoAndWhat() {
    loggers.getLogger(OURS).info("{}: {}", new ConnectionId(17), "closing");
    String line = lines().get(0);
    String rest = line.substring(line.indexOf(' '));
    assertEquals(
        " [" + Thread.currentThread().getName() + "] INFO Some - connection 17: closing", rest);
    assertFalse(
        OffsetDateTime.parse(line.substring(0, line.indexOf(' '))).isAfter(OffsetDateTime.now()));
  }

  @Test
  void nobodyMakesASecondLineOfText() {
    loggers.getLogger(OURS).info("a\r\nb\u001b[1m");
    assertEquals(1, lines().size());
    assertTrue(lines().get(0).endsWith(" - a\\u000d\\nb\\u001b[1m"), lines().get(0));
  }

  @Test
  void aLineOfJsonIsOneObjectWhateverIsInIt() {
    loggers.use(LogFormat.JSON);
    String message = "\"quoted\"\r\n\u2028\u0000 } {";
    loggers
        .getLogger(OURS)
        .warn("{}: {}", new ConnectionId(17), message, new IllegalStateException("bug"));
    assertEquals(1, lines().size());
    JsonObject line = JsonParser.parseString(lines().get(0)).getAsJsonObject();
    assertEquals("WARN", line.get("level").getAsString());
    assertEquals(OURS, line.get("logger").getAsString());
    assertEquals(Thread.currentThread().getName(), line.get("thread").getAsString());
    assertEquals(17, line.get("connection").getAsLong());
    assertEquals("connection 17: " + message, line.get("message").getAsString());
    assertTrue(line.get("exception").getAsString().contains("bug\n\tat "));
    assertFalse(
        OffsetDateTime.parse(line.get("timestamp").getAsString()).isAfter(OffsetDateTime.now()));
  }

  @Test
  void aLineOfJsonHasNoFieldForWhatItDoesNotSay() {
    loggers.use(LogFormat.JSON);
    loggers.getLogger(OURS).info("closed");
    JsonObject line = JsonParser.parseString(lines().get(0)).getAsJsonObject();
    assertNull(line.get("connection"));
    assertNull(line.get("exception"));
  }

  @Test
  void theLongestNameDecidesAndLevelsChangeForLoggersThatExist() {
    Logger logger = loggers.getLogger(OURS);
    assertFalse(logger.isDebugEnabled());
    loggers.use(
        new LogLevels(
            Level.ERROR.toInt(),
            Map.of(
                "org.zmqwebbridge", LogLevels.OFF, "org.zmqwebbridge.edge", Level.DEBUG.toInt())));
    assertTrue(logger.isDebugEnabled());
    assertFalse(logger.isTraceEnabled());
    assertFalse(loggers.getLogger("org.zmqwebbridge.edges.Some").isErrorEnabled());
    assertFalse(loggers.getLogger(FOREIGN).isWarnEnabled());
    assertTrue(loggers.getLogger(FOREIGN).isErrorEnabled());
  }

  @Test
  void otherPeoplesCodeIsPaced() {
    for (int i = 0; i < 1_000; i++) {
      loggers.getLogger(FOREIGN).warn("bad request {}", i);
      loggers.getLogger(FOREIGN).info("not at all");
    }
    assertEquals(5, lines().size());
  }
}
