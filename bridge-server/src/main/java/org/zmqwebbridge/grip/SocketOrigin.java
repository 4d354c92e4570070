package org.zmqwebbridge.grip;

/**
 * The other side of a client's WebSocket, as far as what is published and said to us reaches it.
 */
interface SocketOrigin {
  /** Asks it whether it has something to say, where it can be asked. */
  void refresh();

  /** Lets go of it; its client stays. */
  void detach();
}
