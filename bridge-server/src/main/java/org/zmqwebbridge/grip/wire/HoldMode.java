package org.zmqwebbridge.grip.wire;

/** How an origin wants a request to be held. */
public enum HoldMode {
  /** Not at all: it is only stripped of what is GRIP's. */
  NONE,
  /** Until something is published, or its time is over; then it is answered. */
  RESPONSE,
  /** It is answered at once, and the answer goes on with what is published. */
  STREAM
}
