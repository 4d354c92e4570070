package org.zmqwebbridge.blastbeat;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one client has sent and the loop has not taken yet: above a limit, nothing more is read from
 * it for now.
 *
 * <p>Owner thread: none: the one that reads adds, and the loop takes. Lifetime: the client's.
 */
final class Backlog {
  private static final int MOST_BYTES = 262_144;
  private static final int MESSAGE_BYTES = 100; // what one takes besides its bytes

  private final Runnable resume;
  private final AtomicInteger bytes = new AtomicInteger();
  private volatile boolean isFull;

  /**
   * @param resume reads on
   */
  Backlog(Runnable resume) {
    this.resume = resume;
  }

  /** Whether nothing may be read now. */
  boolean isFull() {
    return isFull;
  }

  /**
   * So much more waits.
   *
   * @param pause reads nothing more
   */
  void add(int count, Runnable pause) {
    if (bytes.addAndGet(count + MESSAGE_BYTES) > MOST_BYTES) {
      pause.run();
      isFull = true;
      look(); // it may have been taken meanwhile
    }
  }

  /** So much has been taken. */
  void take(int count) {
    int unused = bytes.addAndGet(-count - MESSAGE_BYTES);
    look();
  }

  private void look() {
    if (isFull && bytes.get() <= MOST_BYTES / 2) {
      isFull = false;
      resume.run();
    }
  }
}
