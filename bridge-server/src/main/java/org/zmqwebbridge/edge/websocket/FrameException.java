package org.zmqwebbridge.edge.websocket;

import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counter;

/** What a client sent breaks RFC 6455 or a limit; the connection ends with the reason. */
public final class FrameException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;
  private final Counter counter;

  private FrameException(CloseReason reason, Counter counter, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.counter = counter;
  }

  static FrameException protocol(String what) {
    return new FrameException(CloseReason.PROTOCOL_ERROR, Counter.PROTOCOL_ERRORS, what);
  }

  static FrameException tooBig() {
    return new FrameException(CloseReason.TOO_BIG, Counter.MESSAGES_TOO_BIG, "above the limits");
  }

  static FrameException deflateBomb() {
    return new FrameException(
        CloseReason.TOO_BIG, Counter.DEFLATE_BOMBS, "a compressed message above the limits");
  }

  static FrameException malformedDeflate() {
    return new FrameException(
        CloseReason.BAD_MESSAGE, Counter.DEFLATE_MALFORMED, "what is no compressed message");
  }

  static FrameException malformedClose() {
    return new FrameException(
        CloseReason.BAD_MESSAGE, Counter.PROTOCOL_ERRORS, "a close frame whose text is not UTF-8");
  }

  static FrameException overloaded() {
    return new FrameException(
        CloseReason.OVERLOADED,
        Counter.INCOMING_OVERLOADED,
        "half-read messages of all clients exceed their limit");
  }

  public CloseReason reason() {
    return reason;
  }

  /** What counts it. */
  public Counter counter() {
    return counter;
  }
}
