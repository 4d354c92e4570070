package org.zmqwebbridge.virtualsocket;

import org.zmqwebbridge.gateway.Charge;

/** What waits for the decision about its socket's connect, in the order in which it came. */
sealed interface Held {
  /**
   * A message of the page.
   *
   * @param content {@code null} if it was no string
   * @param charge what it has taken of the connection's budget
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(byte[] content, Charge charge) implements Held {}

  /** A message that there was no room for: only that it came. */
  record Overflowed() implements Held {}
}
