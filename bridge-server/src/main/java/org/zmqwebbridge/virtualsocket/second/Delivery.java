package org.zmqwebbridge.virtualsocket.second;

import org.zmqwebbridge.gateway.Charge;

/** A frame on its way to its channel, which may have to be opened first. */
@FunctionalInterface
interface Delivery {
  /**
   * Hands the frame over; only queues.
   *
   * @param charge what it has taken of the connection's budget while it was held; {@code null} if
   *     it was not. Anyone who gets it ends it
   */
  void to(Channel channel, Charge charge);
}
