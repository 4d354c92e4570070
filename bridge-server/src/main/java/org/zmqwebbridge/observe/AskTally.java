package org.zmqwebbridge.observe;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one back end was asked, and how it did, for operators who look at it.
 *
 * <p>Owner thread: none; any thread may count and read. A reader may see an ask in one figure and
 * not yet in another. Lifetime: its back end's.
 */
public final class AskTally {
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final DurationHistogram durations = new DurationHistogram();

  /** It is asked something. */
  public void begin() {
    asked.incrementAndGet();
    inFlight.incrementAndGet();
  }

  /**
   * It has begun to answer.
   *
   * @param nanos how long that took
   */
  public void answered(long nanos) {
    durations.record(nanos);
  }

  /** Nothing is under way of one that has begun, whatever became of it; once for each. */
  public void end() {
    inFlight.decrementAndGet();
  }

  /** One came to nothing, through no fault of the client's. */
  public void fail() {
    failed.incrementAndGet();
  }

  /** How often it was asked. */
  public long asked() {
    return asked.get();
  }

  /** How often that came to nothing. */
  public long failed() {
    return failed.get();
  }

  /** How many are under way. */
  public int inFlight() {
    return inFlight.get();
  }

  /** How long it took to begin to answer. */
  public DurationHistogram durations() {
    return durations;
  }
}
