package org.zmqwebbridge.observe;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is measured for one endpoint: its counters, its gauges, and how long its requests take.
 *
 * <p>Owner thread: none; any thread may count and read. A gauge is set by anyone who owns what it
 * measures.
 */
public final class EndpointMeters implements Tally {
  private final String name;
  private final Counters bridge;
  private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);
  private final Map<Gauge, AtomicLong> gauges = new EnumMap<>(Gauge.class);
  private final Map<Timing, DurationHistogram> durations = new EnumMap<>(Timing.class);

  EndpointMeters(String name, Counters bridge) {
    this.name = name;
    this.bridge = bridge;
    for (Counter counter : Counter.values()) {
      if (counter.isPerEndpoint()) {
        counters.put(counter, new LongAdder());
      }
    }
    for (Gauge gauge : Gauge.values()) {
      if (gauge.isPerEndpoint()) {
        gauges.put(gauge, new AtomicLong());
      }
    }
    for (Timing timing : Timing.values()) {
      durations.put(timing, new DurationHistogram());
    }
  }

  /** The endpoint's name in the configuration; the empty string if it is not known. */
  public String name() {
    return name;
  }

  /** Adds to this endpoint's counter, or to the bridge's if endpoints have none of their own. */
  @Override
  public void add(Counter counter, long amount) {
    LongAdder own = counters.get(counter);
    if (own == null) {
      bridge.add(counter, amount);
    } else {
      own.add(amount);
    }
  }

  /** The value now of a counter that endpoints have. */
  public long value(Counter counter) {
    return counters.get(counter).sum();
  }

  /** Sets a gauge that endpoints have. */
  public void set(Gauge gauge, long value) {
    gauges.get(gauge).lazySet(value);
  }

  /** The value of a gauge when it was last set. */
  public long value(Gauge gauge) {
    return gauges.get(gauge).get();
  }

  /** How long something took, each time. */
  public DurationHistogram durations(Timing timing) {
    return durations.get(timing);
  }
}
