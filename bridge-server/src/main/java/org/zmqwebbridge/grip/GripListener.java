package org.zmqwebbridge.grip;

import java.util.Optional;
import org.zmqwebbridge.channel.ChannelException;

/**
 * A held request or a WebSocket, which hears channels.
 *
 * <p>Owner thread: the deliveries' of each of its channels, one call at a time for each; none may
 * block.
 */
interface GripListener {
  /** How it hears, as statistics have it; empty: it is nobody's. */
  default Optional<String> mode() {
    return Optional.empty();
  }

  /** Items of a channel, in their order. */
  void hear(Ear ear, Turn turn);

  /** What a channel has said may have been missed; who has a way to find out, does. */
  default void recover(Ear ear) {}

  /** It cannot hear a channel. */
  void failed(ChannelException why);
}
