package org.zmqwebbridge.channel;

import java.util.List;

/** What happens in a channel, on its way to those who wait there. */
sealed interface ChannelEvent {
  /**
   * A message.
   *
   * @param claimed those who waited for one message, and get this one
   */
  record Published(Message message, List<Holding> claimed) implements ChannelEvent {}

  /**
   * Messages are lost.
   *
   * @param polls those who waited for one message then, and get one that is after the gap
   */
  record Gap(List<Holding> polls) implements ChannelEvent {}

  /** The channel is deleted. */
  record Deleted(List<Holding> whoWasThere) implements ChannelEvent {}

  /** Somebody has come, or left. */
  record Member(String name, boolean joined) implements ChannelEvent {}
}
