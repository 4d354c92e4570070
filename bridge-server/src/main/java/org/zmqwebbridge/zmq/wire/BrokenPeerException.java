package org.zmqwebbridge.zmq.wire;

/** A peer has sent what cannot be understood, or more than it may: its connection ends. */
public final class BrokenPeerException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why without anything of the peer's
   */
  public BrokenPeerException(String why) {
    super(why, null, false, false);
  }
}
