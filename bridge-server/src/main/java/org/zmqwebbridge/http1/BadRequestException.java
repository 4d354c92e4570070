package org.zmqwebbridge.http1;

/** Bytes are no request that may be handed on; says why, without anything of the client's. */
public final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status what says so to the client
   */
  public BadRequestException(int status, String why) {
    super(why, null, false, false);
    this.status = status;
  }

  /** What says so to the client. */
  public int status() {
    return status;
  }
}
