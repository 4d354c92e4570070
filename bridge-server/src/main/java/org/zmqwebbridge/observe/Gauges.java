package org.zmqwebbridge.observe;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Where each {@link Gauge} of one bridge is read.
 *
 * <p>Owner thread: the caller's while it is filled; then any thread may read.
 */
public final class Gauges {
  private final Map<Gauge, LongSupplier> sources = new EnumMap<>(Gauge.class);

  /**
   * Says where a gauge is read.
   *
   * @param source may be asked on any thread, and does not block
   */
  public Gauges with(Gauge gauge, LongSupplier source) {
    sources.put(gauge, source);
    return this;
  }

  /**
   * The value now.
   *
   * @throws IllegalStateException if nobody has said where it is read
   */
  public long value(Gauge gauge) {
    LongSupplier source = sources.get(gauge);
    if (source == null) {
      throw new IllegalStateException("nobody said where " + gauge + " is read");
    }
    return source.getAsLong();
  }
}
