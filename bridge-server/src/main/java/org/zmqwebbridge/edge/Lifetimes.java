package org.zmqwebbridge.edge;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How long connections stay: each for a random part of the time that may be, three quarters of it
 * at least, so that those that came together do not leave, and come back, together.
 *
 * <p>Owner thread: none.
 */
public final class Lifetimes {
  /** Of chance, on this machine. */
  public static final Lifetimes RANDOM =
      new Lifetimes(() -> ThreadLocalRandom.current().nextDouble());

  private static final double LEAST = 0.75;

  private final DoubleSupplier random;

  /**
   * @param random from 0 up to 1
   */
  public Lifetimes(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * When one that begins now ends.
   *
   * @param now nanoseconds
   * @param mostMillis the longest that it may stay; 0: as long as it likes
   * @return nanoseconds; 0: never
   */
  public long end(long now, long mostMillis) {
    if (mostMillis == 0) {
      return 0;
    }
    double part = LEAST + (1 - LEAST) * random.getAsDouble();
    long end = now + (long) (TimeUnit.MILLISECONDS.toNanos(mostMillis) * part);
    return end == 0 ? 1 : end;
  }

  /**
   * Whether an end has come.
   *
   * @param end what {@link #end} said
   */
  public static boolean isOver(long end, long now) {
    return end != 0 && now - end >= 0;
  }
}
