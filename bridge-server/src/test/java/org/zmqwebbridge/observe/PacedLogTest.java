package org.zmqwebbridge.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedLogTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a clock may overflow
  private final List<String> lines = new ArrayList<>();

  @Test
  void aKindHasItsLinesInAWindowAndTheRestIsCounted() {
    PacedLog log = new PacedLog(2, nanos::get);
    for (int i = 0; i < 1_236; i++) {
      String name = "made-up-" + i;
      log.line(more -> lines.add(name + more));
    }
    assertEquals(List.of("made-up-0", "made-up-1"), lines);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(PacedLog.WINDOW_SECONDS));
    log.line(more -> lines.add("late" + more));
    log.line(more -> lines.add("later" + more));
    assertEquals(
        List.of("late (and 1,234 more like it within 10 s)", "later"), lines.subList(2, 4));
  }

  @Test
  void noLineIsWrittenAgainBeforeTheWindowEnds() {
    PacedLog log = new PacedLog(1, nanos::get);
    log.line(lines::add);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(PacedLog.WINDOW_SECONDS) - 1);
    log.line(lines::add);
    assertEquals(List.of(""), lines);
  }

  @Test
  void aFloodThatStopsIsSummedUp() {
    PacedLog log = new PacedLog(1, nanos::get);
    for (int i = 0; i < 5; i++) {
      String name = "made-up-" + i;
      log.line(more -> lines.add(name + more));
    }
    log.sumUp();
    assertEquals(List.of("made-up-0"), lines, "its window is not over");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(PacedLog.WINDOW_SECONDS));
    log.sumUp();
    log.sumUp();
    assertEquals(List.of("made-up-0", "made-up-4 (and 3 more like it within 10 s)"), lines);
  }

  @Test
  void onlyTheFirstLineOfAWindowHasItsStackTrace() {
    PacedLog log = new PacedLog(2, nanos::get);
    List<Throwable> traces = new ArrayList<>();
    IllegalStateException bug = new IllegalStateException("bug");
    for (int i = 0; i < 3; i++) {
      log.line(
          bug,
          (more, trace) -> {
            lines.add("failed" + more);
            traces.add(trace);
          });
    }
    assertEquals(List.of("failed", "failed: java.lang.IllegalStateException: bug"), lines);
    assertEquals(Arrays.asList(bug, null), traces);
  }
}
