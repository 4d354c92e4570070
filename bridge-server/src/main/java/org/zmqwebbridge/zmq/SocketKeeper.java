package org.zmqwebbridge.zmq;

/**
 * Keeps one {@link ZmqSocket} open where it should be: hears what happens to the socket, and
 * replaces it. Messages go past it, to the {@link SocketListener}.
 *
 * <p>Owner thread: the loop's. Lifetime: no calls after {@link ZmqSocket#close}.
 */
interface SocketKeeper {
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
}
