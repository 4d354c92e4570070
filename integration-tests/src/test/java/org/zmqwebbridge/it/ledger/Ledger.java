package org.zmqwebbridge.it.ledger;

import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of all requests.
 *
 * <p>Owner thread: none; each client writes.
 */
final class Ledger {
  static final String REPLY = "reply";

  /** The client's own connection ended, by its own doing. */
  static final String CUT_OFF = "cut off";

  /** How many mistakes are told in full. */
  private static final int TOLD = 20;

  private final LongAdder asked = new LongAdder();
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final Map<Wrong, LongAdder> wrongs = new ConcurrentHashMap<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final LongAccumulator slowestNanos = new LongAccumulator(Math::max, 0);
  private final LongAdder refusedConnects = new LongAdder();
  private final LongAdder cuts = new LongAdder();

  void ask() {
    asked.increment();
  }

  /** A request has ended. */
  void end(String outcome, long tookNanos) {
    outcomes.computeIfAbsent(outcome, key -> new LongAdder()).increment();
    slowestNanos.accumulate(tookNanos);
    if (tookNanos > TimeUnit.MILLISECONDS.toNanos(Trial.DEADLINE_MILLIS + 1_000)) {
      wrong(Wrong.LATE, outcome + " after " + TimeUnit.NANOSECONDS.toMillis(tookNanos) + " ms");
    }
  }

  void wrong(Wrong what, String detail) {
    wrongs.computeIfAbsent(what, key -> new LongAdder()).increment();
    if (told.size() < TOLD) {
      told.add(what + ": " + detail);
    }
  }

  void refuseConnect() {
    refusedConnects.increment();
  }

  void cut() {
    cuts.increment();
  }

  long asked() {
    return asked.sum();
  }

  /** How many ended so. */
  long count(String outcome) {
    return outcomes.containsKey(outcome) ? outcomes.get(outcome).sum() : 0;
  }

  long count(Wrong what) {
    return wrongs.containsKey(what) ? wrongs.get(what).sum() : 0;
  }

  /** How many have ended. */
  long ended() {
    return outcomes.values().stream().mapToLong(LongAdder::sum).sum();
  }

  boolean isRight() {
    return wrongs.isEmpty();
  }

  /** A few mistakes, in words. */
  Queue<String> told() {
    return told;
  }

  /** A line for each figure. */
  String table() {
    StringBuilder text = new StringBuilder();
    line(text, "requests", asked());
    new TreeMap<>(outcomes).forEach((outcome, count) -> line(text, "  " + outcome, count.sum()));
    line(text, "slowest outcome, ms", TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
    line(text, "connections cut", cuts.sum());
    line(text, "connects that a hook refused", refusedConnects.sum());
    for (Wrong what : Wrong.values()) {
      line(text, what.toString(), count(what));
    }
    return text.toString();
  }

  static void line(StringBuilder text, String name, long count) {
    text.append(String.format(Locale.ROOT, "%-32s %,12d%n", name, count));
  }
}
