package org.zmqwebbridge.blastbeat.wire;

/** Bytes are no uwsgi packet; says why. */
public final class MalformedPacketException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedPacketException(String why) {
    super(why, null, false, false);
  }
}
