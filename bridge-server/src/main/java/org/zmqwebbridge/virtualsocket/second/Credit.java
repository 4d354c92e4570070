package org.zmqwebbridge.virtualsocket.second;

import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;

/**
 * How many messages the bridge may send on one channel (PROTOCOL-2.md, section 5).
 *
 * <p>Owner thread: the loop's, but for {@link #give}, which is for any.
 */
final class Credit {
  /** The most that may be allowed at once. */
  private static final long MOST = 1L << 31;

  private final AtomicLong given = new AtomicLong(); // and not yet taken up
  private long left;

  /**
   * @param messages what the channel was opened with
   */
  Credit(long messages) {
    this.left = messages;
  }

  /** Whether a channel is opened with a bound. */
  static boolean isBound(ClientControl.Open frame) {
    return frame.credit() != ClientControl.Open.NO_BOUND;
  }

  /** The page allows more; returns whether the loop is to {@link #takeUp} what was given. */
  boolean give(long messages) {
    return given.getAndAdd(messages) == 0;
  }

  /** What was given counts from now on; returns false if that is too much together. */
  boolean takeUp() {
    left += given.getAndSet(0);
    return left <= MOST;
  }

  /** Some that were sent have not reached the page, which has been told so. */
  void giveBack(long messages) {
    left = Math.min(MOST, left + messages);
  }

  /** Takes so many, or as many as there are; returns how many. */
  int take(int messages) {
    int taken = (int) Math.min(messages, left);
    left -= taken;
    return taken;
  }

  boolean isLeft() {
    return left > 0;
  }
}
