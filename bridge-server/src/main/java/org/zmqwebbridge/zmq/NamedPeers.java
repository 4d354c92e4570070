package org.zmqwebbridge.zmq;

/**
 * A ROUTER that is bound: peers whom it knows by their names, its routing ids.
 *
 * <p>Owner thread: the loop's. Lifetime: until {@link #close}.
 */
public sealed interface NamedPeers permits BoundAddresses, DirectRouter {
  /**
   * Sends without waiting, and says why it was not sent.
   *
   * @param message begins with the peer's routing id, which it is not sent
   */
  Sending sendTo(byte[]... message);

  /** To be called now and then. */
  void onTick();

  /** Unbinds; what was not sent yet still is, for so long. */
  void close(int lingerMillis);
}
