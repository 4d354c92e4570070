package org.zmqwebbridge.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.bench.client.Schedule;

class MeasurementTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private final Measurement measured = new Measurement("replies", 10 * SECOND, 11 * SECOND);

  @Test
  void latencyBelongsToTheWindowInWhichTheRequestWasDue() {
    measured.arrived(10 * SECOND - 1, 10 * SECOND + 1);
    assertEquals(0, measured.latencies().getTotalCount());
    measured.arrived(11 * SECOND - 1, 15 * SECOND);
    assertEquals(1, measured.latencies().getTotalCount());
    assertEquals(4.0, measured.latencies().getMaxValue() / 1e9, 0.01);
  }

  @Test
  void throughputBelongsToTheWindowInWhichTheReplyCame() {
    measured.arrived(10 * SECOND - 1, 10 * SECOND + 1);
    measured.arrived(11 * SECOND - 1, 15 * SECOND);
    assertEquals(1.0, measured.perSecond());
    assertArrayEquals(new double[] {4, 0, 0, 0}, measured.timeline().perSecond());
  }

  /** A server that hangs for half a second: every request due meanwhile waited, sent or not. */
  @Test
  void aPauseShowsInEveryRequestThatWasDueInIt() {
    Schedule schedule = new Schedule(10 * SECOND, 1000);
    long pauseEnds = 10 * SECOND + 500 * MILLI;
    for (long number = 0; number < 1000; number++) {
      long due = schedule.due(number);
      measured.arrived(due, Math.max(due, pauseEnds) + MILLI);
    }
    Latency latency = new Latency("", "", measured.latencies());
    assertEquals(1000, measured.latencies().getTotalCount());
    assertEquals(250, latency.millis(75), 5);
    assertEquals(450, latency.millis(95), 5);
    assertEquals(501, latency.millis(100), 1);
  }

  @Test
  void whatIsNotKnownIsADashAndNaN() {
    assertTrue(Double.isNaN(new Latency("", "", measured.latencies()).millis(99)));
    assertEquals("–", new Figure("CPU", Double.NaN, "cores").text());
  }

  @Test
  void aCutBucketHasTheRateOfItsOwnLength() {
    Timeline timeline = new Timeline("replies", 300 * MILLI);
    timeline.add(10 * MILLI, 25);
    timeline.add(290 * MILLI, 5);
    assertArrayEquals(new double[] {100, 100}, timeline.perSecond(), 0.001);
  }
}
