package org.zmqwebbridge.channel;

/**
 * A channel as it was at one moment.
 *
 * <p>Immutable.
 *
 * @param subscribers that wait here, or read what is kept
 * @param pendingBytes of messages that these have not been given yet
 */
public record LiveChannel(String name, int subscribers, long pendingBytes) {}
