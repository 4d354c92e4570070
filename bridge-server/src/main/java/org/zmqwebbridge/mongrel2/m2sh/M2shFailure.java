package org.zmqwebbridge.mongrel2.m2sh;

/** A command has failed; what is to be said about it. */
final class M2shFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  M2shFailure(String message) {
    super(message);
  }

  M2shFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
