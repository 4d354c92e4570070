package org.zmqwebbridge.virtualsocket.wire;

/** What a peer sent is not a frame of this wire; the message says why, without repeating it. */
public final class MalformedFrameException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedFrameException(String message) {
    super(message, null, false, false); // bad input is ordinary; a stack trace would only cost
  }
}
