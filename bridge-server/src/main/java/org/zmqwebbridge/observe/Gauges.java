package org.zmqwebbridge.observe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Where each {@link Gauge} of one bridge is read, and each {@link RowGauge}.
 *
 * <p>Owner thread: the caller's while it is filled; then any thread may read, and say which rows
 * there are.
 */
public final class Gauges {
  private final Map<Gauge, LongSupplier> sources = new EnumMap<>(Gauge.class);
  private final Map<RowGauge, Rows> rows = new ConcurrentHashMap<>();
  private final List<RowListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * What a gauge has a value of.
   *
   * @param names each once
   * @param value of one of these, whenever it is asked; does not block
   */
  record Rows(List<String> names, ToLongFunction<String> value) {
    Rows {
      names = List.copyOf(names);
    }
  }

  /** Hears which rows a gauge has. */
  interface RowListener {
    void onRows(RowGauge gauge, Rows rows);
  }

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

  /**
   * Says what there is a value of, from now on.
   *
   * @param names each once
   * @param value of one of these, asked on any thread; does not block
   */
  public void rows(RowGauge gauge, List<String> names, ToLongFunction<String> value) {
    Rows now = new Rows(names, value);
    rows.put(gauge, now);
    listeners.forEach(listener -> listener.onRows(gauge, now));
  }

  /** Hears what there is, and what there will be. */
  void onRows(RowListener listener) {
    listeners.add(listener);
    rows.forEach(listener::onRows);
  }
}
