package org.zmqwebbridge.observe;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The values of all {@link Counter}s of one bridge, and the pace of the log lines that go with
 * them.
 *
 * <p>Owner thread: none; any thread may count and read.
 */
public final class Counters {
  private final Map<Counter, LongAdder> values = new EnumMap<>(Counter.class);

  private final Map<LineKind, PacedLog> lines = new EnumMap<>(LineKind.class);

  public Counters() {
    for (LineKind kind : LineKind.values()) {
      lines.put(kind, new PacedLog());
    }
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

  /**
   * Writes a log line that a stranger has caused, unless there were many of its kind.
   *
   * @param writer takes a few words on how many lines were left out, empty if none was
   */
  public void line(LineKind kind, Consumer<String> writer) {
    lines.get(kind).line(writer);
  }

  /**
   * The same for a line with a stack trace, which only the first of many has.
   *
   * @param writer takes a few words as with {@link #line(LineKind, Consumer)}, and the failure or
   *     null
   */
  public void line(LineKind kind, Throwable failure, BiConsumer<String, Throwable> writer) {
    lines.get(kind).line(failure, writer);
  }

  /** Writes how many lines were left out of what has ended since; to be called now and then. */
  public void sumUpLines() {
    lines.values().forEach(PacedLog::sumUp);
  }

  /** The value now. */
  public long value(Counter counter) {
    return values.get(counter).sum();
  }
}
