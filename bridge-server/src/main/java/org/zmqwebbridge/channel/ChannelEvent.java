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
   * @param whoWaited those who waited then, and get what is after the gap
   */
  record Gap(List<Holding> whoWaited) implements ChannelEvent {}

  /** The channel is deleted. */
  record Deleted(List<Holding> whoWasThere) implements ChannelEvent {}

  /**
   * Somebody has come, or left.
   *
   * @param number of all that did so here
   */
  record Member(String name, boolean joined, long number) implements ChannelEvent {}
}
