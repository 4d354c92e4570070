package org.zmqwebbridge.observe;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
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

  private static final int MAX_CAUSE_CHARACTERS = 200;

  private final int maxLines;
  private final LongSupplier nanoTime;
  private long begun;
  private int written;
  private boolean traced;
  private long heldBack;
  private Consumer<String> last; // of those held back; null if none was

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
   * @param writer takes a few words on how many lines were left out, empty if none was; may be
   *     called later, by {@link #sumUp}
   */
  public void line(Consumer<String> writer) {
    String more = next(writer);
    if (more != null) {
      writer.accept(more);
    }
  }

  /**
   * Writes a line with a stack trace: the first of a window has it, the others say only what
   * failed.
   *
   * @param writer takes a few words as with {@link #line(Consumer)}, and the failure or null
   */
  public void line(Throwable failure, BiConsumer<String, Throwable> writer) {
    line(
        more -> {
          if (mayTrace()) {
            writer.accept(more, failure);
          } else {
            writer.accept(": " + cut(failure) + more, null);
          }
        });
  }

  /**
   * Writes the last line that was held back, with the number of the others, once its window is
   * over.
   */
  public void sumUp() {
    Consumer<String> writer = overdue();
    if (writer != null) {
      line(writer);
    }
  }

  private synchronized Consumer<String> overdue() {
    if (last == null || !isOver(nanoTime.getAsLong())) {
      return null;
    }
    Consumer<String> writer = last;
    last = null;
    heldBack--; // it is written itself
    return writer;
  }

  private boolean isOver(long now) {
    return now - begun >= TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
  }

  private synchronized String next(Consumer<String> writer) {
    long now = nanoTime.getAsLong();
    if (isOver(now)) {
      begun = now;
      written = 0;
      traced = false;
    }
    if (written == maxLines) {
      heldBack++;
      last = writer;
      return null;
    }
    written++;
    last = null;
    long left = heldBack;
    heldBack = 0;
    return left == 0
        ? ""
        : String.format(Locale.ROOT, " (and %,d more like it within %d s)", left, WINDOW_SECONDS);
  }

  private synchronized boolean mayTrace() {
    boolean first = !traced;
    traced = true;
    return first;
  }

  private static String cut(Throwable failure) {
    String text = String.valueOf(failure);
    return text.length() <= MAX_CAUSE_CHARACTERS
        ? text
        : text.substring(0, MAX_CAUSE_CHARACTERS) + "…";
  }
}
