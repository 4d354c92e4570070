package org.zmqwebbridge.origin;

/**
 * Why a back end's answer did not come, or not all of it.
 *
 * @param text what happened, for people who may know of the back end
 */
public record OriginFailure(Kind kind, String text) {
  /** Nobody wants it any more. */
  static final OriginFailure UNWANTED =
      new OriginFailure(Kind.ABORTED, "it was not wanted any more");

  /** What a caller may do about it. */
  public enum Kind {
    /** No connection could be made: nothing was sent, and another back end may be asked. */
    UNREACHABLE,
    /** It did not prove who it is, or speaks no TLS: nothing was sent either. */
    UNTRUSTED,
    /** Too many requests wait for connections to it: nothing was sent either. */
    BUSY,
    /** It did not answer in time, or stopped in the middle. */
    LATE,
    /** It left before it answered; perhaps the connection had been idle, and it never saw this. */
    LEFT,
    /** It left in the middle of its answer, or what it says is no HTTP. */
    BROKEN,
    /** It was not wanted any more. */
    ABORTED
  }

  /** Whether nothing of the request has reached it, so that another may have it. */
  public boolean isUnsent() {
    return kind == Kind.UNREACHABLE || kind == Kind.UNTRUSTED || kind == Kind.BUSY;
  }
}
