package org.zmqwebbridge.blastbeat.wire;

/** What a packet of socket.io 0.9 is; nodes send and hear some of these. */
public enum SocketIoKind {
  DISCONNECT(0),
  CONNECT(1),
  HEARTBEAT(2),
  MESSAGE(3),
  JSON(4),
  EVENT(5),
  ACK(6),
  ERROR(7),
  NOOP(8);

  private static final SocketIoKind[] BY_PACKET = values();

  private final int packet;

  SocketIoKind(int packet) {
    this.packet = packet;
  }

  /** Its number in socket.io. */
  public int packet() {
    return packet;
  }

  /** The one of a digit; {@code null}: there is none. */
  static SocketIoKind of(char digit) {
    int packet = digit - '0';
    return packet >= 0 && packet < BY_PACKET.length ? BY_PACKET[packet] : null;
  }
}
