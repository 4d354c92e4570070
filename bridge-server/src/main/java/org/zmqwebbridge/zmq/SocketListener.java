package org.zmqwebbridge.zmq;

import java.util.List;

/**
 * Hears what happens on one {@link ZmqSocket}.
 *
 * <p>Owner thread: the loop's. Lifetime: no calls after {@link ZmqSocket#close}.
 */
public interface SocketListener {
  /** A whole message of at least one frame; the list is valid during this call only. */
  void onMessage(List<byte[]> frames);

  /**
   * After a batch of messages: the time to pass on what was gathered.
   *
   * @return whether there is more to do than one turn of the loop should take; then this is called
   *     again in the next turn, and nothing is received before it has returned false
   */
  default boolean onBatchEnd() {
    return false;
  }

  /** After a refused send, the socket may accept again. */
  default void onWritable() {}

  /**
   * A connection broke in the middle of a message, which is lost; the socket cannot be trusted to
   * keep messages apart any more and takes and gives nothing until it is replaced.
   */
  default void onTorn() {}

  /**
   * The socket was closed, because its context has lost a thread; another one may be opened at
   * once. What it had not delivered is lost.
   */
  default void onContextLost() {}

  /** A peer's connection broke; all that was received from it has been delivered before. */
  default void onPeerLost() {}

  /**
   * Whether it has put something off for a moment: the loop then stays awake, and calls {@link
   * #onBatchEnd} again and again.
   */
  default boolean isWaiting() {
    return false;
  }
}
