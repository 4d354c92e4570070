package org.zmqwebbridge.observe;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The values of all {@link Counter}s of one bridge.
 *
 * <p>Owner thread: none; any thread may count and read.
 */
public final class Counters {
  private final Map<Counter, LongAdder> values = new EnumMap<>(Counter.class);

  public Counters() {
    for (Counter counter : Counter.values()) {
      values.put(counter, new LongAdder());
    }
  }

  /** Adds one. */
  public void increment(Counter counter) {
    values.get(counter).increment();
  }

  /** Adds some. */
  public void add(Counter counter, long amount) {
    values.get(counter).add(amount);
  }

  /** The value now. */
  public long value(Counter counter) {
    return values.get(counter).sum();
  }
}
