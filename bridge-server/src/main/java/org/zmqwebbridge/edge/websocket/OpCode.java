package org.zmqwebbridge.edge.websocket;

/** What a frame is (RFC 6455, sections 5.2 and 11.8). */
final class OpCode {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xa;

  private OpCode() {}

  /** Whether it is not reserved. */
  static boolean isKnown(int opcode) {
    return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
  }
}
