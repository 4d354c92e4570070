package org.zmqwebbridge.bench;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A line a second about long work.
 *
 * <p>Owner thread: main.
 */
final class Progress {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream out;
  private final long beganNanos = System.nanoTime();
  private long lastNanos = beganNanos;

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Says it if the last line is a second old. */
  void tick(Supplier<String> words) {
    long now = System.nanoTime();
    if (now - lastNanos >= SECOND_NANOS) {
      lastNanos = now;
      out.printf("%5.0f s  %s%n", (now - beganNanos) / 1e9, words.get());
    }
  }

  /** Says it now. */
  void say(String words) {
    out.println(words);
  }
}
