package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * A message of a page on its way to the endpoint's service.
 *
 * @param seat who sends it
 * @param parts as the service is to see them
 * @param charge what it has taken of its connection's budget
 */
record UnsentMessage(MessengerSeat seat, List<byte[]> parts, Charge charge) {
  /** Its size; a page's message is never larger than an {@code int} can say. */
  int bytes() {
    int bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return bytes;
  }

  /** As the sockets take it. */
  byte[][] frames() {
    return parts.toArray(byte[][]::new);
  }
}
