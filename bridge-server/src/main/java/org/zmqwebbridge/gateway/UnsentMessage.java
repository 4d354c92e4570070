package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;

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

  /** As the sockets take it: with the route before it, where its sender has one. */
  byte[][] frames() {
    byte[] route = seat.route();
    int start = route == null ? 0 : 1;
    byte[][] frames = new byte[start + parts.size()][];
    if (route != null) {
      frames[0] = route;
    }
    for (int i = 0; i < parts.size(); i++) {
      frames[start + i] = parts.get(i);
    }
    return frames;
  }

  /** Drops it: its sender has left, and nobody has taken it. */
  void abandon(Tally tally) {
    charge.end();
    tally.increment(Counter.MESSAGES_ABANDONED);
    seat.abandoned();
  }
}
