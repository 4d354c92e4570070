package org.zmqwebbridge.it.relay;

import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of all messages.
 *
 * <p>Owner thread: none.
 */
final class Books {
  private static final int TOLD = 20;

  /** What must not be. */
  enum Wrong {
    /** Acknowledged, not received, and no gap was told. */
    LOST,
    /** Received twice, with no gap between. */
    DOUBLED,
    /** Received before one that was acknowledged earlier, by the same publisher. */
    DISORDERED,
    /** One id for two messages. */
    SAME_ID
  }

  final LongAdder acknowledged = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder repeated = new LongAdder();
  final LongAdder received = new LongAdder();
  final LongAdder gaps = new LongAdder();
  final LongAdder inGaps = new LongAdder();
  final LongAdder comebacks = new LongAdder();
  private final Map<Wrong, LongAdder> wrongs = new ConcurrentHashMap<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();

  void wrong(Wrong what, String detail) {
    wrongs.computeIfAbsent(what, key -> new LongAdder()).increment();
    if (told.size() < TOLD) {
      told.add(what + ": " + detail);
    }
  }

  long count(Wrong what) {
    return wrongs.containsKey(what) ? wrongs.get(what).sum() : 0;
  }

  boolean isRight() {
    return wrongs.isEmpty();
  }

  /** A few mistakes, in words. */
  Queue<String> told() {
    return told;
  }

  /** An id names one message, for everybody. */
  void hasId(String place, String body) {
    String before = bodies.putIfAbsent(place, body);
    if (before != null && !before.equals(body)) {
      wrong(Wrong.SAME_ID, place + " is " + before + " and " + body);
    }
  }

  /** A line for each figure. */
  String table() {
    StringBuilder text = new StringBuilder();
    line(text, "acknowledged", acknowledged.sum());
    line(text, "  of them tried more than once", repeated.sum());
    line(text, "failed, done or not", failed.sum());
    line(text, "received", received.sum());
    line(text, "subscribers came back", comebacks.sum());
    line(text, "gaps told", gaps.sum());
    line(text, "acknowledged, lost in a gap", inGaps.sum());
    for (Wrong what : Wrong.values()) {
      line(text, what.toString().toLowerCase(Locale.ROOT), count(what));
    }
    return text.toString();
  }

  static void line(StringBuilder text, String name, long count) {
    text.append(String.format(Locale.ROOT, "%-32s %,12d%n", name, count));
  }
}
