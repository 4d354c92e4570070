package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.TimeUnit;

/**
 * When something is late; it is not running until it is set.
 *
 * <p>Owner thread: any.
 */
final class Deadline {
  private volatile long at; // nanoseconds; 0: not running

  /**
   * From now on, in so long.
   *
   * @param millis 0: never
   */
  void set(long millis) {
    at = millis == 0 ? 0 : (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)) | 1;
  }

  /** The same, unless it is running. */
  void begin(long millis) {
    if (!isRunning()) {
      set(millis);
    }
  }

  void clear() {
    at = 0;
  }

  boolean isRunning() {
    return at != 0;
  }

  /** Whether it is over. */
  boolean isPast(long now) {
    long set = at;
    return set != 0 && now - set >= 0;
  }
}
