package org.zmqwebbridge.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.PacedLog;

class LineLoggersTest {
  private static final String OURS = "org.zmqwebbridge.edge.Some";
  private static final String LIBRARY = "org.eclipse.jetty.http.Some";
  private static final String APPLICATION = "com.example.Hooks";

  private final AtomicLong nanos = new AtomicLong();
  private final LineLoggers loggers = new LineLoggers(nanos::get);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void captured() {
    loggers.writeTo(written);
  }

  private static boolean isInTheFuture(String timestamp) {
    return OffsetDateTime.parse(timestamp).toInstant().isAfter(Instant.now());
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
    assertFalse(isInTheFuture(line.substring(0, line.indexOf(' '))));
  }

  @Test
  void aThreadIsNamedWithoutWhatItWorksFor() throws InterruptedException {
    Thread acceptor =
        new Thread(
            () -> loggers.getLogger(OURS).info("refused"),
            "zwb-edge-21-acceptor-0@2762352b-Connector@29a5dfb7{127.0.0.1:8000}");
    acceptor.start();
    acceptor.join();
    assertTrue(lines().get(0).endsWith(" [zwb-edge-21-acceptor-0] INFO Some - refused"));
  }

  @Test
  void nobodyMakesASecondLineOfText() {
    loggers.getLogger(OURS).info("a\r\nb\u001b[1m");
    assertEquals(1, lines().size());
    assertTrue(lines().get(0).endsWith(" - a\\u000d\\nb\\u001b[1m"), lines().get(0));
  }

  /** Hooks put into exceptions what they could not read: {@code Integer.parseInt} does. */
  @Test
  void nobodyMakesALineOfTextByWhatFails() {
    String forged = "\n2026-01-01T00:00:00.000Z [main] INFO Bridge - all is well\u001b[2J";
    IllegalStateException cause = new IllegalStateException("cause" + forged);
    IllegalStateException failure = new IllegalStateException("failure" + forged, cause);
    failure.addSuppressed(new IllegalStateException("suppressed" + forged));
    loggers.getLogger(OURS).warn("failed", failure);
    String all = written.toString(UTF_8);
    assertEquals(0, lines().stream().filter(line -> line.startsWith("2026-01-01")).count(), all);
    assertFalse(all.contains("\u001b"), all);
    for (String said : List.of("failure", "cause", "suppressed")) {
      assertTrue(all.contains(said + "\\n2026-01-01T00"), all);
    }
    assertTrue(all.contains("\n\tat "), all);
  }

  /** As many call it: {@code log.error(failure.getMessage(), failure)}. */
  @Test
  void aLineWithoutAMessageIsALine() {
    for (LogFormat format : LogFormat.values()) {
      loggers.use(format);
      loggers.getLogger(APPLICATION).error(null, new IllegalStateException());
      loggers.getLogger(APPLICATION).info(null);
      loggers.getLogger(LIBRARY).warn(null, new IllegalStateException());
    }
    assertEquals(3, written.toString(UTF_8).split(" - null\n", -1).length - 1);
    assertEquals(3, written.toString(UTF_8).split("\"message\":\"null", -1).length - 1);
  }

  @Test
  void aLineThatIsTooLongIsCutAndSaysSo() {
    loggers.getLogger(OURS).info("x".repeat(2 * LogFormat.MAX_MESSAGE));
    assertEquals(1, lines().size());
    assertTrue(lines().get(0).endsWith("x…"), lines().get(0).substring(LogFormat.MAX_MESSAGE));
    loggers
        .getLogger(OURS)
        .info("failed", new IllegalStateException("x".repeat(2 * LogFormat.MAX_TRACE)));
    loggers.getLogger(OURS).info("next");
    assertEquals(4, lines().size());
    assertTrue(lines().get(2).endsWith("x…"));
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
    assertFalse(isInTheFuture(line.get("timestamp").getAsString()));
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
    assertFalse(loggers.getLogger(LIBRARY).isWarnEnabled());
    assertTrue(loggers.getLogger(LIBRARY).isErrorEnabled());
  }

  @Test
  void aLibrarysLinesArePacedEachLevelByItself() {
    for (int i = 0; i < 1_000; i++) {
      loggers.getLogger(LIBRARY).warn("bad request {}", i);
      loggers.getLogger(LIBRARY).info("not at all");
    }
    loggers.getLogger(LIBRARY).error("broken");
    assertEquals(6, lines().size());
    assertTrue(lines().get(5).endsWith(" ERROR Some - broken"), lines().get(5));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(PacedLog.WINDOW_SECONDS));
    loggers.sumUp();
    assertEquals(7, lines().size());
    assertTrue(
        lines().get(6).endsWith("bad request 999 (and 994 more like it within 10 s)"),
        lines().get(6));
  }

  @Test
  void aLibrarysStackTracesArePaced() {
    for (int i = 0; i < 3; i++) {
      loggers.getLogger(LIBRARY).warn("failed", new IllegalStateException("bug"));
    }
    String all = written.toString(UTF_8);
    assertEquals(1, all.split("\\tat .*aLibrarysStackTracesArePaced", -1).length - 1, all);
    assertEquals(
        2, all.split("failed: java.lang.IllegalStateException: bug\n", -1).length - 1, all);
  }

  @Test
  void anApplicationsOwnLinesAreWrittenAsTheyCome() {
    for (int i = 0; i < 1_000; i++) {
      loggers.getLogger(APPLICATION).info("let in: {}", i);
    }
    assertEquals(1_000, lines().size());
  }

  /** What Jetty says in detail are the requests, with their cookies and tokens. */
  @Test
  void aLibrarysDetailsAreNeverWrittenWhateverTheSettings() {
    Map<String, Integer> everything = new HashMap<>();
    for (String name : List.of("org", "org.eclipse", "org.eclipse.jetty", LIBRARY, "com")) {
      everything.put(name, Level.TRACE.toInt());
    }
    loggers.use(new LogLevels(Level.TRACE.toInt(), everything));
    for (String name : List.of(LIBRARY, "org.eclipse.jetty", "com.nimbusds.Some")) {
      assertFalse(loggers.getLogger(name).isDebugEnabled(), name);
      assertTrue(loggers.getLogger(name).isInfoEnabled(), name);
    }
    assertTrue(loggers.getLogger(APPLICATION).isTraceEnabled());
    assertTrue(loggers.getLogger("org.eclipse.jettyish.Some").isTraceEnabled());
  }
}
