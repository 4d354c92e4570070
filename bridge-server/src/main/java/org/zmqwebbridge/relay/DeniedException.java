package org.zmqwebbridge.relay;

/** A service, or a hook, has said that something is not to be published. */
final class DeniedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeniedException(String message) {
    super(message);
  }

  /** Whether it is what a stage failed with. */
  static boolean isBehind(Throwable failure) {
    return failure instanceof DeniedException || failure.getCause() instanceof DeniedException;
  }
}
