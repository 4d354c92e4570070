package org.zmqwebbridge.observe;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The values of all {@link Counter}s of one bridge and of its endpoints, and the pace of the log
 * lines that go with them.
 *
 * <p>Owner thread: none; any thread may count and read.
 */
public final class Counters implements Tally {
  /** What is counted for an endpoint although nobody knows for which. */
  private static final String UNKNOWN = "";

  private final Map<Counter, LongAdder> values = new EnumMap<>(Counter.class); // not endpoints'
  private final Map<String, EndpointMeters> endpoints = new ConcurrentSkipListMap<>();
  private final List<Consumer<EndpointMeters>> listeners = new ArrayList<>(); // guarded by itself

  private final Map<LineKind, PacedLog> lines = new EnumMap<>(LineKind.class);

  /** By the machine's clock. */
  public Counters() {
    this(System::nanoTime);
  }

  /**
   * @param nanoTime the clock that lines are paced by
   */
  public Counters(LongSupplier nanoTime) {
    for (LineKind kind : LineKind.values()) {
      lines.put(kind, new PacedLog(PacedLog.MAX_LINES, nanoTime));
    }
    for (Counter counter : Counter.values()) {
      if (!counter.isPerEndpoint()) {
        values.put(counter, new LongAdder());
      }
    }
  }

  @Override
  public void add(Counter counter, long amount) {
    LongAdder value = values.get(counter);
    if (value == null) {
      endpoint(UNKNOWN).add(counter, amount);
    } else {
      value.add(amount);
    }
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

  /**
   * The meters of an endpoint, made when somebody asks for the first time and kept for ever, so
   * that nothing counts backwards.
   *
   * @param name the endpoint's, of the configuration
   */
  public EndpointMeters endpoint(String name) {
    EndpointMeters known = endpoints.get(name);
    return known == null ? newEndpoint(name) : known;
  }

  private EndpointMeters newEndpoint(String name) {
    synchronized (listeners) {
      EndpointMeters known = endpoints.get(name);
      if (known != null) {
        return known;
      }
      EndpointMeters made = new EndpointMeters(name, this);
      endpoints.put(name, made);
      listeners.forEach(listener -> listener.accept(made));
      return made;
    }
  }

  /** Calls the listener once for each endpoint that there is, and that there will be. */
  void onEndpoint(Consumer<EndpointMeters> listener) {
    synchronized (listeners) {
      endpoints.values().forEach(listener);
      listeners.add(listener);
    }
  }

  /** All endpoints' meters, by name. */
  List<EndpointMeters> endpoints() {
    return List.copyOf(endpoints.values());
  }

  /** The value now, of all endpoints together. */
  public long value(Counter counter) {
    LongAdder value = values.get(counter);
    return value == null
        ? endpoints.values().stream().mapToLong(endpoint -> endpoint.value(counter)).sum()
        : value.sum();
  }
}
