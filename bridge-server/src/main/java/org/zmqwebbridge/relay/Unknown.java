package org.zmqwebbridge.relay;

/** What becomes of a subscriber of a channel that there is not. */
public enum Unknown {
  /** It waits; the channel is made. */
  HOLD,
  /** 404. */
  NOT_FOUND,
  /** 403. */
  FORBIDDEN
}
