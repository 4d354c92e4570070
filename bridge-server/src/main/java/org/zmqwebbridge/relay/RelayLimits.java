package org.zmqwebbridge.relay;

/**
 * What clients of a push relay may take of it.
 *
 * @param maxPublicationsPerSocket messages of one WebSocket that are on their way into the store;
 *     then it is not read from
 * @param maxMessagesPerPoll messages of one channel in one answer to a poll for all that is kept
 * @param maxWaitingMessages messages of one channel of a subscriber of several that wait for those
 *     of another; then it ends
 * @param maxCallOuts questions to services and hooks that are open at once
 */
public record RelayLimits(
    int maxPublicationsPerSocket, int maxMessagesPerPoll, int maxWaitingMessages, int maxCallOuts) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final RelayLimits DEFAULTS = new RelayLimits(64, 1_024, 4_096, 1_024);
}
