package org.zmqwebbridge.channel;

/**
 * How somebody waits at a channel.
 *
 * @param place where it begins
 * @param create whether to make the channel if there is none; otherwise {@link
 *     ChannelException.Fault#MISSING}
 * @param maxSubscribers of the channel, at this bridge; 0: any number
 */
public record HoldOptions(
    Place place, boolean create, Concurrency concurrency, int maxSubscribers) {
  /** Whether a channel with so many has no place for one more. */
  boolean isFull(int subscribers) {
    return maxSubscribers > 0 && subscribers >= maxSubscribers;
  }
}
