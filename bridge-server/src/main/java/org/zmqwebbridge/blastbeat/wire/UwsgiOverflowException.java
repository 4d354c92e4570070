package org.zmqwebbridge.blastbeat.wire;

/** The variables of a request are more than one packet holds. */
public final class UwsgiOverflowException extends Exception {
  private static final long serialVersionUID = 1;

  UwsgiOverflowException() {
    super(
        "the variables of this request take more than " + UwsgiPacket.MAX_BYTES + " bytes",
        null,
        false,
        false);
  }
}
