package org.zmqwebbridge.rpc;

/**
 * A call that ended in an error. A client throws it; a function may throw it to answer with a code
 * and a text of its own choice, both of which the caller sees.
 *
 * <p>Owner thread: any. Lifetime: one call.
 */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  /**
   * @param code for programs, such as {@code not_allowed}; see {@link RpcCode} for those that have
   *     a meaning already
   * @param message for people; it crosses the wire
   */
  public RpcException(String code, String message) {
    super(message);
    this.code = code;
  }

  RpcException(RpcCode code, String message) {
    this(code.text(), message);
  }

  /** The error's code; empty if the peer gave none. */
  public String code() {
    return code;
  }

  /** Whether it is this code. */
  public boolean is(RpcCode expected) {
    return expected.text().equals(code);
  }
}
