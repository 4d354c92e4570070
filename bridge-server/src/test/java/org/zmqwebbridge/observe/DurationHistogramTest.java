package org.zmqwebbridge.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
  private final DurationHistogram histogram = new DurationHistogram();
  private final double[] bounds = DurationHistogram.upperBoundsSeconds();

  private int bucketOf(double seconds) {
    DurationHistogram fresh = new DurationHistogram();
    fresh.record(Math.round(seconds * TimeUnit.SECONDS.toNanos(1)));
    long[] counts = fresh.counts();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        return i;
      }
    }
    throw new AssertionError("in no bucket");
  }

  @Test
  void anUpperBoundBelongsToItsBucketAndWhatIsLongerToTheNext() {
    for (int i = 0; i < bounds.length; i++) {
      assertEquals(i, bucketOf(bounds[i]), () -> "of all bounds");
      assertEquals(i + 1, bucketOf(bounds[i] + 1e-9));
    }
  }

  @Test
  void theLastBucketHasNoBound() {
    assertEquals(bounds.length, bucketOf(1e6));
  }

  @Test
  void aClockThatWentBackCountsAsNoTimeAtAll() {
    histogram.record(-5);
    assertEquals(1, histogram.counts()[0]);
    assertEquals(0, histogram.sumNanos());
  }

  @Test
  void countAndSumAreOfAllBuckets() {
    histogram.record(1_000);
    histogram.record(2_000_000_000L);
    assertEquals(2, histogram.count());
    assertEquals(2_000_001_000L, histogram.sumNanos());
  }

  @Test
  void aQuantileLiesInItsBucketAsIfThatWereFilledEvenly() {
    assertEquals(-1, DurationHistogram.quantileMillis(histogram.counts(), 0.5));
    histogram.record(TimeUnit.MICROSECONDS.toNanos(100));
    assertEquals(0.125, DurationHistogram.quantileMillis(histogram.counts(), 0.5), 1e-9);
    histogram.record(TimeUnit.HOURS.toNanos(1));
    assertEquals(30_000, DurationHistogram.quantileMillis(histogram.counts(), 0.99), 1e-9);
  }
}
