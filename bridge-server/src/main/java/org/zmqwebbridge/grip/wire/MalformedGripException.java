package org.zmqwebbridge.grip.wire;

/** What an origin or a publisher has said is not as GRIP has it; says what, for its author. */
public final class MalformedGripException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedGripException(String message) {
    super(message);
  }
}
