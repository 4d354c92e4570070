package org.zmqwebbridge.tnetstring;

/** Bytes are no tnetstring; says why. */
public final class MalformedTnetstringException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedTnetstringException(String message) {
    super(message);
  }
}
