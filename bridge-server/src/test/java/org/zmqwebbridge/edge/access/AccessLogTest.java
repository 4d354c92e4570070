package org.zmqwebbridge.edge.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.net.InetAddresses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.access.AccessEntry.Kind;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** How many lines are written, and what becomes of the others. */
class AccessLogTest {
  private final AtomicLong clock = new AtomicLong();
  private final Counters counters = new Counters();
  private final List<String> lines = new ArrayList<>();

  private AccessLog log(AccessSettings settings) {
    return new AccessLog(settings, lines::add, counters, clock::get);
  }

  private static AccessSettings json(int perSecond) {
    return new AccessSettings(Optional.of(AccessFormat.JSON), perSecond);
  }

  private static AccessEntry entry() {
    return new AccessEntry(
        Instant.EPOCH,
        InetAddresses.forString("192.0.2.1"),
        Kind.HTTP,
        "GET",
        "/",
        "HTTP/1.1",
        "",
        200,
        0,
        0,
        0,
        OptionalInt.empty(),
        OptionalLong.empty(),
        "",
        "");
  }

  private static void write(AccessLog log, int times) {
    for (int i = 0; i < times; i++) {
      log.write(AccessLogTest::entry);
    }
  }

  @Test
  void soManyASecondAreWrittenAndTheOthersCounted() {
    AccessLog log = log(json(3));
    write(log, 5);
    assertEquals(3, lines.size());
    assertEquals(2, counters.value(Counter.ACCESS_LINES_DROPPED));
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    write(log, 5);
    assertEquals(6, lines.size());
    assertEquals(4, counters.value(Counter.ACCESS_LINES_DROPPED));
  }

  @Test
  void offNothingIsMadeOrCounted() {
    AccessLog log = log(AccessSettings.OFF);
    log.write(
        () -> {
          throw new AssertionError("made for nobody");
        });
    assertEquals(List.of(), lines);
    log.settings(json(1));
    write(log, 2);
    assertEquals(1, lines.size());
    assertEquals(1, counters.value(Counter.ACCESS_LINES_DROPPED));
  }
}
