package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.AskTally;
import org.zmqwebbridge.observe.DurationHistogram;

/**
 * What was asked and how long it took, as members of JSON, wherever the management listener tells
 * it.
 */
final class AskMembers {
  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private AskMembers() {}

  /** How one back end does. */
  static void put(Map<String, Object> members, AskTally asks) {
    members.put("asked", asks.asked());
    members.put("inFlight", asks.inFlight());
    members.put("failed", asks.failed());
    members.put("durations", of(asks.durations()));
  }

  /** Durations by their buckets, and quantiles of all of them, in milliseconds; -1: none. */
  static Map<String, Object> of(DurationHistogram histogram) {
    Map<String, Object> members = new LinkedHashMap<>();
    long[] counts = histogram.counts();
    members.put("counts", counts);
    members.put("sumMillis", histogram.sumNanos() / NANOS_PER_MILLI);
    members.put("p50Millis", DurationHistogram.quantileMillis(counts, 0.5));
    members.put("p95Millis", DurationHistogram.quantileMillis(counts, 0.95));
    members.put("p99Millis", DurationHistogram.quantileMillis(counts, 0.99));
    return members;
  }
}
