package org.zmqwebbridge.grip.zhttp;

/**
 * What workers may take.
 *
 * @param unreachableMillis how long a request waits for a worker that takes it
 * @param idleMillis how long a worker may say nothing of a request that it has
 * @param maxBytes of one message, and of a request that goes as one
 * @param maxWaiting requests that wait for a worker
 * @param credits bytes of a streamed response that may be on their way
 */
public record ZhttpLimits(
    long unreachableMillis, long idleMillis, int maxBytes, int maxWaiting, int credits) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final ZhttpLimits DEFAULTS =
      new ZhttpLimits(5_000, 60_000, 1_000_000, 1_000, 200_000);

  /** Bytes of a worker's that nobody has taken: what it has credit for, and one message more. */
  long mostUnread() {
    return (long) credits + maxBytes;
  }
}
