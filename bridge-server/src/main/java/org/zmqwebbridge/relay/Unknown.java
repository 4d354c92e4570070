package org.zmqwebbridge.relay;

/** What becomes of a subscriber of a channel that there is not. */
public enum Unknown {
  /** It waits; the channel is made. */
  HOLD(304),
  /** 404. */
  NOT_FOUND(404),
  /** 403. */
  FORBIDDEN(403);

  private final int status;

  Unknown(int status) {
    this.status = status;
  }

  /** What such a subscriber is answered, where it is answered at once. */
  int status() {
    return status;
  }
}
