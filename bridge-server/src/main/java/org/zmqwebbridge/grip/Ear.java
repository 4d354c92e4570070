package org.zmqwebbridge.grip;

import org.zmqwebbridge.grip.wire.ChannelRef;

/**
 * One who hears at one channel.
 *
 * <p>Owner thread: none; its listener's as the channel's deliveries have it. Lifetime: from {@link
 * Audiences#join} until it leaves.
 */
final class Ear {
  private final ChannelRef channel;
  private final Audience audience;
  private final GripListener listener;

  Ear(ChannelRef channel, Audience audience, GripListener listener) {
    this.channel = channel;
    this.audience = audience;
    this.listener = listener;
  }

  /** What it hears, as its origin says it. */
  ChannelRef channel() {
    return channel;
  }

  GripListener listener() {
    return listener;
  }

  /** Does not hear any more. */
  void leave() {
    audience.leave(this);
  }
}
