package org.zmqwebbridge.mongrel2.wire;

/** Bytes of a handler are no reply; says why. */
public final class MalformedReplyException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedReplyException(String why) {
    super(why, null, false, false);
  }
}
