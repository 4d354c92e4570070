package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.TimeUnit;

/**
 * When one exchange is late: its body, its answer, and what its handler wanted to be told.
 *
 * <p>Owner thread: any.
 */
final class ExchangeDeadlines {
  /** What is late. */
  enum Late {
    NOTHING,
    BODY,
    ANSWER,
    /** The time is over in which the handler wanted to answer; said once. */
    HANDLER
  }

  private volatile long bodyBy; // nanoseconds; 0: no deadline, as with the two below
  private volatile long heldUntil;
  private volatile long lateAt;
  private volatile long heldMillis;

  private static long at(long begin, long millis) {
    return (begin + TimeUnit.MILLISECONDS.toNanos(millis)) | 1;
  }

  private static long after(long millis) {
    return at(System.nanoTime(), millis);
  }

  /**
   * An answer is expected within so long.
   *
   * @param begin since when, in nanoseconds
   * @param millis 0: for ever
   */
  void hold(long begin, long millis) {
    heldMillis = millis;
    heldUntil = millis == 0 ? 0 : at(begin, millis);
  }

  /** A body, or a part of it, is being waited for, if it was not before. */
  void awaitBody(long millis) {
    if (bodyBy == 0) {
      bodyBy = after(millis);
    }
  }

  /** It is there: the time for the answer begins again. */
  void onBody() {
    bodyBy = 0;
    hold(System.nanoTime(), heldMillis);
  }

  /** The body may take as long as it does, because the answer has begun. */
  void forgetBody() {
    bodyBy = 0;
  }

  /** The handler wants to know when it is so late. */
  void tellIn(long millis) {
    lateAt = after(millis);
  }

  /** What is late now. */
  Late late(long now) {
    if (isPast(bodyBy, now)) {
      return Late.BODY;
    }
    if (bodyBy == 0 && isPast(heldUntil, now)) {
      return Late.ANSWER;
    }
    if (isPast(lateAt, now)) {
      lateAt = 0;
      return Late.HANDLER;
    }
    return Late.NOTHING;
  }

  private static boolean isPast(long deadline, long now) {
    return deadline != 0 && now - deadline >= 0;
  }
}
