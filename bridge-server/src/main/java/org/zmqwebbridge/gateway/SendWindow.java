package org.zmqwebbridge.gateway;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many messages a messenger may send: so many may be on their way to the service at once, and
 * the fewer, the larger they are and the more sockets its connection has at the endpoint. What the
 * service has taken makes room for others, which the messenger is told in portions.
 *
 * <p>Owner thread: the loop's, but for {@link #trySpend}, which is the session's.
 */
final class SendWindow {
  /** By how much of itself the size shrinks that messages are expected to have, with each. */
  private static final int FORGETTING = 4;

  private final AtomicInteger left = new AtomicInteger(); // what the messenger has not used
  private int outstanding; // of which the loop has not heard that they have ended
  private int expectedBytes; // of a message

  /** Uses one; false: the messenger has none left. */
  boolean trySpend() {
    return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  /**
   * Opens it.
   *
   * @param members how many sockets its connection has at the endpoint, with this one
   * @return how many messages the messenger may send
   */
  int open(int members, GatewayLimits limits) {
    expectedBytes = limits.maxMessageBytes();
    outstanding = width(members, limits);
    left.set(outstanding);
    return outstanding;
  }

  /**
   * A message is not on its way any more.
   *
   * @param bytes its size
   * @return how many more the messenger may send now; 0: nothing is to be said
   */
  int ended(int bytes, int members, GatewayLimits limits) {
    outstanding--;
    expectedBytes = Math.max(Math.max(1, bytes), expectedBytes - expectedBytes / FORGETTING);
    int width = width(members, limits);
    int more = width - outstanding;
    if (more < Math.max(1, width / 2)) {
      return 0;
    }
    outstanding += more;
    left.addAndGet(more);
    return more;
  }

  private int width(int members, GatewayLimits limits) {
    long byBytes = limits.maxUnsentBytes() / expectedBytes;
    long together = Math.min(limits.maxUnsentMessages(), byBytes);
    return (int) Math.max(1, together / Math.max(1, members));
  }
}
