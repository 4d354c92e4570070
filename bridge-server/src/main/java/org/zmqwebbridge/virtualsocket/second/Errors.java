package org.zmqwebbridge.virtualsocket.second;

import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Outcome;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/** What gateways call errors, as this wire calls them. */
final class Errors {
  private Errors() {}

  static WireError of(Outcome outcome) {
    return switch (outcome) {
      case TIMEOUT -> WireError.TIMEOUT;
      case OVERFLOW -> WireError.OVERFLOW;
      case GATEWAY_LOST, NOT_CONNECTED -> WireError.GATEWAY_LOST;
      case TOO_LARGE -> WireError.TOO_LARGE;
      case SHUTDOWN -> WireError.SHUTDOWN;
      case MALFORMED -> WireError.MALFORMED;
      case ID_IN_USE -> WireError.ID_IN_USE;
    };
  }

  static WireError of(JoinError error) {
    return switch (error) {
      case MALFORMED -> WireError.MALFORMED_FRAME;
      case NOT_ALLOWED -> WireError.NOT_ALLOWED;
      case IN_USE -> WireError.IN_USE;
      case NO_IDENTITY -> WireError.NO_IDENTITY;
      case LIMIT -> WireError.LIMIT;
      case UNAVAILABLE -> WireError.UNAVAILABLE;
    };
  }

  /** What counts that a socket was not opened. */
  static Counter counter(WireError refusal) {
    return switch (refusal) {
      case MALFORMED_FRAME, NO_IDENTITY -> Counter.CONNECTS_MALFORMED;
      case IN_USE -> Counter.CONNECTS_IN_USE;
      case LIMIT -> Counter.CONNECTS_OVER_LIMIT;
      case UNAVAILABLE -> Counter.CONNECTS_UNAVAILABLE;
      default -> Counter.CONNECTS_DENIED;
    };
  }
}
