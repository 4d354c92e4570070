package org.zmqwebbridge.edge;

/**
 * What answers a client, and can say what that client has open here.
 *
 * <p>Owner thread: none; any may ask. Lifetime: its client's.
 */
public interface Visible {
  /** What it is used for, as an operator sees it. */
  default Occupant occupant() {
    return Occupant.UNKNOWN;
  }
}
