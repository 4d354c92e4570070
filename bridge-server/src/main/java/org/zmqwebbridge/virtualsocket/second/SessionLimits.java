package org.zmqwebbridge.virtualsocket.second;

import org.zmqwebbridge.virtualsocket.second.wire.WireLimits;

/**
 * What one page may take on the second wire.
 *
 * @param wire what its welcome says
 * @param maxHeldFrames frames held for one socket that is being opened
 * @param maxRequestBytes of requests in flight; above it, the connection is not read from
 * @param maxErrorsPerSecond {@code error} frames said to it; the rest is counted
 * @param maxMessagesAwaitingCredit messages, or asks, that wait for the credit of one channel
 * @param maxBytesAwaitingCredit of them together
 * @param heartbeatMillis the longest time in which it hears nothing
 */
public record SessionLimits(
    WireLimits wire,
    int maxHeldFrames,
    long maxRequestBytes,
    int maxErrorsPerSecond,
    int maxMessagesAwaitingCredit,
    long maxBytesAwaitingCredit,
    long heartbeatMillis) {

  /** The longest WebSocket message that is read at all: twice what is carried. */
  public int maxReadBytes() {
    return (int)
        Math.min(Integer.MAX_VALUE, 2L * Math.max(wire.maxMessageBytes(), wire.maxControlBytes()));
  }
}
