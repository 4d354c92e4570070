package org.zmqwebbridge.relay;

import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.edge.Batch;

/**
 * Is told what a {@link Subscription} hears.
 *
 * <p>Owner thread: none; calls come one at a time but for the last, which may come before any and
 * is one of {@link #gone}, {@link #displaced} and {@link #failed}. None may block.
 */
interface Hearer {
  /**
   * It is a subscriber of all its channels; called before all that it hears.
   *
   * @param gap whether messages after its place are not kept any more
   */
  void opened(boolean gap);

  /** Messages in its wording; valid during the call only. */
  void heard(Batch batch);

  /** Messages are lost; what comes next is after the gap. */
  void gap();

  /** Somebody has come to a channel, or has left it. */
  void member(String channel, String member, boolean joined);

  /** A channel was deleted. */
  void gone();

  /** Another has taken its place. */
  void displaced();

  /** It cannot hear its channels, or not any more. */
  void failed(ChannelException why);

  /** Whether it takes more of what is kept. */
  boolean isReady();
}
