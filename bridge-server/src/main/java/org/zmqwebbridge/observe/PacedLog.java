package org.zmqwebbridge.observe;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets a few lines into the log and then counts, for one kind of line that a stranger can cause as
 * often as he likes, whatever he puts into it.
 *
 * <p>Owner thread: any; a small lock, not held while a line is written.
 */
public final class PacedLog {
  /** How many lines of a kind are written in {@link #WINDOW_SECONDS}. */
  public static final int MAX_LINES = 20;

  public static final int WINDOW_SECONDS = 10;

  private final int maxLines;
  private final LongSupplier nanoTime;
  private long begun;
  private int written;
  private long heldBack;

  /** By the machine's clock, {@link #MAX_LINES} a window. */
  public PacedLog() {
    this(MAX_LINES, System::nanoTime);
  }

  /**
   * @param maxLines in a window
   * @param nanoTime the clock
   */
  public PacedLog(int maxLines, LongSupplier nanoTime) {
    this.maxLines = maxLines;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  /** One line in a window: for what needs no second one to be understood. */
  public static PacedLog sparse() {
    return new PacedLog(1, System::nanoTime);
  }

  /**
   * Writes a line, unless the window's are used up.
   *
   * @param writer takes a few words on how many lines were left out, empty if none was
   */
  public void line(Consumer<String> writer) {
    String more = next();
    if (more != null) {
      writer.accept(more);
    }
  }

  private synchronized String next() {
    long now = nanoTime.getAsLong();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - begun);
    if (seconds >= WINDOW_SECONDS) {
      begun = now;
      written = 0;
    }
    if (written == maxLines) {
      heldBack++;
      return null;
    }
    written++;
    long left = heldBack;
    heldBack = 0;
    return left == 0
        ? ""
        : String.format(Locale.ROOT, " (and %,d more like it in the last %d s)", left, seconds);
  }
}
