package org.zmqwebbridge.blastbeat.wire;

/** A packet of socket.io 0.9 that a node sends. */
public enum SocketIoKind {
  DISCONNECT(0),
  MESSAGE(3),
  JSON(4),
  EVENT(5);

  private final int packet;

  SocketIoKind(int packet) {
    this.packet = packet;
  }

  /** Its number in socket.io. */
  public int packet() {
    return packet;
  }
}
