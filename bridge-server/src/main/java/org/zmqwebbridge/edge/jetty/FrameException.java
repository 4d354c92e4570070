package org.zmqwebbridge.edge.jetty;

import org.zmqwebbridge.edge.CloseReason;

/** What a client sent breaks RFC 6455 or a limit; the connection ends with the reason. */
final class FrameException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;

  private FrameException(CloseReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  static FrameException protocol(String what) {
    return new FrameException(CloseReason.PROTOCOL_ERROR, what);
  }

  static FrameException tooBig() {
    return new FrameException(CloseReason.TOO_BIG, "above the limits");
  }

  static FrameException overloaded() {
    return new FrameException(
        CloseReason.OVERLOADED, "half-read messages of all clients exceed their limit");
  }

  CloseReason reason() {
    return reason;
  }
}
