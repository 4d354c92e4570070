package org.zmqwebbridge.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/** How much a stranger can write into the log, by a clock of the test's. */
class FloodedLogTest {
  /** As long as a name can be in a line. */
  private static final String LONG = "x".repeat(10_000);

  private final AtomicLong nanos = new AtomicLong();
  private final Counters counters = new Counters(nanos::get);
  private final LineLoggers loggers = new LineLoggers(nanos::get);
  private final Logger log = loggers.getLogger("org.zmqwebbridge.Some");
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private void flood(int times, int perSecond, LongConsumer line) {
    loggers.writeTo(written);
    for (int i = 0; i < times; i++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) / perSecond);
      line.accept(i);
      if (i % perSecond == 0) {
        counters.sumUpLines();
      }
    }
  }

  /** All that were counted as left out, and the lines themselves. */
  private long accounted() {
    long all = 0;
    for (String line : written.toString(UTF_8).lines().toList()) {
      all++;
      int more = line.indexOf(" (and ");
      if (more >= 0) {
        String number = line.substring(more + 6, line.indexOf(" more like it", more));
        all += Long.parseLong(number.replace(",", ""));
      }
    }
    return all;
  }

  @Test
  void onePagesConnectsLeaveAtMost50kBWhateverNamesItMakesUp() {
    flood(
        50_000,
        10_000,
        i ->
            counters.line(
                LineKind.CONNECT_REFUSED,
                more ->
                    log.info(
                        "{}: connect refused: unknown: there is no \"{}\"{}",
                        new ConnectionId(7),
                        Printable.cut("made-up-" + i + LONG),
                        more)));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    counters.sumUpLines();
    assertTrue(written.size() <= 50_000, written.size() + " bytes");
    assertEquals(50_000, accounted());
  }

  @Test
  void foreignOriginsLeaveAtMost10kBASecond() {
    int seconds = 60;
    flood(
        250 * seconds,
        250,
        i ->
            counters.line(
                LineKind.ORIGIN_REFUSED,
                more ->
                    log.info(
                        "request refused with 403: at /data: the Origin {} is not allowed{}",
                        Printable.cut("https://made-up-" + i + LONG),
                        more)));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    counters.sumUpLines();
    assertTrue(written.size() <= 10_000 * seconds, written.size() + " bytes");
    assertEquals(250L * seconds, accounted());
  }

  @Test
  void failuresOfManyKindsLeaveOneStackTraceOfEach() {
    List<LineKind> kinds = List.of(LineKind.values());
    IllegalStateException bug = new IllegalStateException("bug");
    flood(
        10_000,
        10_000,
        i ->
            counters.line(
                kinds.get((int) (i % kinds.size())),
                bug,
                (more, trace) -> log.error("failed{}", more, trace)));
    String all = written.toString(UTF_8);
    assertEquals(kinds.size(), all.split("\\tat .*failuresOfMany", -1).length - 1);
    assertEquals(
        20L * kinds.size(), all.lines().filter(line -> line.contains("Some - failed")).count());
  }
}
