package org.zmqwebbridge.gateway;

import java.util.function.LongSupplier;

/**
 * After a long batch, a moment passes before the next begins: what arrives meanwhile goes with it,
 * and one write for many is worth more than the moment.
 *
 * <p>Owner thread: the loop's, with its {@link FanOut}.
 */
final class BatchRest {
  /** A batch rests for this part of the time that the one before it took. */
  private static final int SHARE = 4;

  /** One of so many rests no more. */
  private static final int FULL_BATCH = 256;

  private long ended;
  private long nanos;

  /** A batch has ended that began then. */
  void begin(long began, long now) {
    ended = now;
    nanos = (now - began) / SHARE;
  }

  /**
   * Whether it is not over yet.
   *
   * @param waiting how many publications wait for it
   */
  boolean holds(int waiting, LongSupplier nanoClock) {
    return waiting < FULL_BATCH && nanoClock.getAsLong() - ended < nanos;
  }
}
