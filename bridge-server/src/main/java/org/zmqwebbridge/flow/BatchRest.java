package org.zmqwebbridge.flow;

/**
 * After a long batch, a moment passes before the next begins: what arrives meanwhile goes with it,
 * and one write for many is worth more than the moment.
 *
 * <p>Owner thread: that of the one that delivers the batches, or its lock.
 */
public final class BatchRest {
  /** A batch rests for this part of the time that the one before it took. */
  private static final int SHARE = 4;

  /** One of so many rests no more. */
  public static final int FULL_BATCH = 256;

  private long ended;
  private long nanos;

  /** A batch has ended that began then; both by the clock of {@link System#nanoTime}. */
  public void begin(long began, long now) {
    ended = now;
    nanos = (now - began) / SHARE;
  }

  /**
   * How long the next batch still rests, in nanoseconds; 0: not at all.
   *
   * @param waiting how many publications wait for it
   */
  public long left(int waiting, long now) {
    return waiting < FULL_BATCH ? Math.max(0, nanos - (now - ended)) : 0;
  }
}
