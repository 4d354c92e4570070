package org.zmqwebbridge.gateway;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Requests of pages with what came of them, for an operator who looks: a sample, cut and
 * {@linkplain Redaction redacted}, the latest of them, and nothing at all while nobody looks.
 *
 * <p>Owner thread: none. While nobody looks, loops read one field; what is kept has a small lock.
 */
public final class Inspector {
  /** How many are kept. */
  static final int MOST = 200;

  /** How long somebody who has looked is still looking. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * A request and what came of it.
   *
   * @param serial larger than that of one that ended before
   * @param atMillis when it came, in Unix time
   * @param outcome {@code reply}, or why there is none
   * @param millis from its coming to its outcome
   * @param request what it says, cut
   * @param requestBytes how long it is
   * @param reply likewise; empty if there is none
   */
  public record Exchange(
      long serial,
      long atMillis,
      String endpoint,
      long connection,
      String outcome,
      double millis,
      String request,
      int requestBytes,
      String reply,
      int replyBytes) {}

  /** A request that is looked at, until its outcome. */
  record Begun(long atMillis, String request, int requestBytes) {}

  private final Redaction redaction;
  private final int perSecond;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final Counters counters;
  private volatile boolean isWatched;
  private final Deque<Exchange> kept = new ArrayDeque<>(); // all below: its lock
  private long watchedUntil;
  private long second;
  private int ofSecond;
  private long serial;

  /**
   * @param bodyBytes how much is shown of each request and reply
   * @param perSecond how many requests are looked at
   * @param nanoTime the clock of what is measured
   * @param clock the time of day
   */
  public Inspector(
      int bodyBytes, int perSecond, LongSupplier nanoTime, InstantSource clock, Counters counters) {
    this.redaction = new Redaction(bodyBytes);
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.counters = counters;
  }

  /** What was seen of late, oldest first; and somebody looks, so that more is seen from now on. */
  public List<Exchange> look() {
    synchronized (kept) {
      watchedUntil = nanoTime.getAsLong() + LOOK_NANOS;
      isWatched = true;
      return List.copyOf(kept);
    }
  }

  /** A request has come; {@code null}: it is not looked at. */
  Begun begin(List<byte[]> parts) {
    return isWatched && isNext()
        ? new Begun(clock.millis(), redaction.of(parts), Redaction.bytes(parts))
        : null;
  }

  private boolean isNext() {
    synchronized (kept) {
      long now = nanoTime.getAsLong();
      if (now - watchedUntil >= 0) {
        isWatched = false;
        kept.clear(); // of whom nobody looks at, nothing is kept
        return false;
      }
      if (now - second >= SECOND_NANOS) {
        second = now;
        ofSecond = 0;
      }
      if (ofSecond++ < perSecond) {
        return true;
      }
    }
    counters.increment(Counter.INSPECTOR_PASSED_OVER);
    return false;
  }

  /**
   * One has its outcome.
   *
   * @param reply empty: there is none
   */
  void end(
      Begun begun,
      String endpoint,
      long connection,
      String outcome,
      long nanos,
      List<byte[]> reply) {
    String shown = redaction.of(reply);
    double millis = nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    synchronized (kept) {
      kept.add(
          new Exchange(
              ++serial,
              begun.atMillis(),
              endpoint,
              connection,
              outcome,
              millis,
              begun.request(),
              begun.requestBytes(),
              shown,
              Redaction.bytes(reply)));
      if (kept.size() > MOST) {
        kept.remove();
      }
    }
  }
}
