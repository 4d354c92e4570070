package org.zmqwebbridge.channel;

/**
 * What channels may take.
 *
 * @param maxChannels that have subscribers at this bridge
 * @param maxPendingBytes of messages that are published in one channel and not yet on their way to
 *     its subscribers; and of names of members that come and leave while somebody enters
 * @param maxBacklog how many kept messages somebody gets at once, before others have their turn
 */
public record ChannelLimits(int maxChannels, long maxPendingBytes, int maxBacklog) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final ChannelLimits DEFAULTS = new ChannelLimits(100_000, 16 << 20, 64);
}
