package org.zmqwebbridge.virtualsocket;

import java.util.List;

/**
 * A ZeroMQ peer's request that waits for a page's answer.
 *
 * @param page the socket that was asked; only its session may answer
 * @param envelope the frames in front of the body, which bring the answer back
 * @param deadline in {@link org.zmqwebbridge.zmq.ZmqLoop#nanoTime} time
 */
record PendingAsk(VirtualSocket page, List<byte[]> envelope, long deadline) {
  boolean isOverdue(long now) {
    return now - deadline >= 0;
  }

  /** Until its deadline; less than nothing after it. */
  long nanosLeft(long now) {
    return deadline - now;
  }
}
