package org.zmqwebbridge.zmq;

import java.util.List;

/**
 * Hears the messages of one socket, and whether its peers are there. What may happen to the socket
 * itself is its {@link SocketKeeper}'s business.
 *
 * <p>Owner thread: the loop's. Lifetime: no calls after {@link BackEnd#close} or {@link
 * BoundAddresses#close}.
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

  /** Bound sockets only: how many bytes it is to see of a frame that is too large; 0: none. */
  default int maxCutBytes() {
    return 0;
  }

  /**
   * Such a frame has come. Its connection ends, for its rest cannot be told from other frames; of a
   * peer that cannot be told from others, as at a Unix socket, all of theirs.
   *
   * @param frames of its message: whole ones, and last the begin of this
   */
  default void onTooLarge(List<byte[]> frames) {}

  /** After a refused send, the socket may accept again. */
  default void onWritable() {}

  /** XPUB only: the first peer subscribes to what begins with this. */
  default void onSubscribed(byte[] prefix) {}

  /** XPUB only: the last peer that was subscribed to this is not any more. */
  default void onUnsubscribed(byte[] prefix) {}

  /**
   * Bound sockets only: a peer has come or gone, or several have.
   *
   * @param present how many have shaken hands and are there
   */
  default void onPeers(int present) {}

  /**
   * The service's connection broke, or all peers of a bound socket have gone with it; all that was
   * received before has been delivered, unless it is lost.
   */
  default void onPeerLost() {}

  /**
   * ROUTER only: before a message of another connection than spoke by this routing id before. Who
   * had it knows nothing of the newer one, and cannot be reached any more.
   */
  default void onNamesake(byte[] routingId) {}

  /**
   * Whether it has put something off for a moment: the loop then stays awake, and calls {@link
   * #onBatchEnd} again and again.
   */
  default boolean isWaiting() {
    return false;
  }
}
