package org.zmqwebbridge.channel;

/**
 * Hears what happens in the channels of a {@link ChannelStore} that are followed; for one channel
 * one call at a time, in the order of the offsets.
 *
 * <p>Owner thread: none; a store calls it on any, perhaps with a lock held: it only queues.
 */
public interface StoreListener {
  /**
   * Published: the offset is the one after that of the message before, in the same channel, since
   * it has been followed, or since {@link #gap}.
   *
   * @return how many subscribers here are given it
   */
  int published(String channel, Message message);

  /** Published in a channel that is {@linkplain ChannelStore#tap tapped}, followed or not. */
  void heard(String channel, Message message);

  /**
   * Messages were lost on the way here, or ids have begun again: who listens is told, and the next
   * message may have any offset and id.
   */
  void gap(String channel);

  /** The channel was deleted. */
  void deleted(String channel);

  /**
   * A member has its first connection on the channel, or has lost its last, at all bridges
   * together.
   */
  void member(String channel, String member, boolean joined);
}
