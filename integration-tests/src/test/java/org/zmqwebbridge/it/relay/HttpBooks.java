package org.zmqwebbridge.it.relay;

import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of all messages that went by HTTP, and with what statuses.
 *
 * <p>Owner thread: none.
 */
final class HttpBooks {
  /** In the place of a status. */
  static final int NO_ANSWER = 0;

  /** What publishers may be answered while things go wrong: by bridges, and by the proxy. */
  private static final Set<Integer> EXPECTED = Set.of(NO_ANSWER, 201, 202, 502, 503, 504);

  final Books all = new Books();
  final LongAdder silences = new LongAdder();
  private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> ends = new ConcurrentSkipListMap<>();

  /** A publisher was answered. */
  void answered(int status) {
    answers.computeIfAbsent(status, key -> new LongAdder()).increment();
  }

  /** A subscriber's connection has ended. */
  void ended(String kind, Exception why) {
    all.comebacks.increment();
    if (why instanceof SocketTimeoutException) {
      silences.increment();
    }
    ends.computeIfAbsent(kind, key -> new LongAdder()).increment();
  }

  /** Nothing was wrong, and publishers were answered as they may be. */
  boolean isRight() {
    return all.isRight() && EXPECTED.containsAll(answers.keySet());
  }

  /** A few mistakes, in words. */
  String wrong() {
    return all.told() + ", publishers got " + answers.keySet();
  }

  /** A line for each figure. */
  String table() {
    StringBuilder text = new StringBuilder(all.table());
    Books.line(text, "nothing heard for 20 s", silences.sum());
    ends.forEach((kind, count) -> Books.line(text, "ended: " + kind, count.sum()));
    answers.forEach(
        (status, count) ->
            Books.line(
                text,
                status == NO_ANSWER ? "publishers without an answer" : "publishers got " + status,
                count.sum()));
    return text.toString();
  }
}
