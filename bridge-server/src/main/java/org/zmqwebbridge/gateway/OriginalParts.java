package org.zmqwebbridge.gateway;

/**
 * What a page on the original wire, which has one text per delivery, receives of several frames.
 */
public enum OriginalParts {
  /** The last frame. */
  LAST,
  /** Every frame, as a delivery of its own, as the original bridge did. */
  EACH
}
