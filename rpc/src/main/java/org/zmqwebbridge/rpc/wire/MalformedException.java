package org.zmqwebbridge.rpc.wire;

/**
 * A message that cannot be read; the text says what is wrong with it and is fit for anyone who sent
 * it.
 *
 * <p>Owner thread: any. Lifetime: from the reader to the one who answers.
 */
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean tooLarge;

  private MalformedException(String message, boolean tooLarge) {
    super(message, null, false, false);
    this.tooLarge = tooLarge;
  }

  static MalformedException of(String message) {
    return new MalformedException(message, false);
  }

  static MalformedException tooLarge(String message) {
    return new MalformedException(message, true);
  }

  /** Whether the message is well formed as far as it was read, and above a limit. */
  public boolean isTooLarge() {
    return tooLarge;
  }
}
