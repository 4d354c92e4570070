package org.zmqwebbridge.json;

/** What a peer sent is not what its wire demands; the message says why, without repeating it. */
public final class MalformedTextException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedTextException(String message) {
    super(message, null, false, false); // bad input is ordinary; a stack trace would only cost
  }
}
