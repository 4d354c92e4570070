package org.zmqwebbridge.it.relay;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * A line every ten seconds.
 *
 * <p>Owner thread: the trial's.
 */
final class Progress implements LongConsumer {
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long messages;
  private final long begin;
  private long due;

  Progress(long messages, long begin) {
    this.messages = messages;
    this.begin = begin;
    this.due = begin + STEP_NANOS;
  }

  @Override
  public void accept(long published) {
    long now = System.nanoTime();
    if (now - due >= 0) {
      due = now + STEP_NANOS;
      System.out.printf(
          Locale.ROOT,
          "%5d s  %,11d of %,d%n",
          TimeUnit.NANOSECONDS.toSeconds(now - begin),
          published,
          messages);
    }
  }
}
