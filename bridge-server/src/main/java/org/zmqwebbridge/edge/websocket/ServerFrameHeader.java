package org.zmqwebbridge.edge.websocket;

import java.nio.ByteBuffer;
import org.zmqwebbridge.edge.MessageType;

/** Writes the header of an unmasked, final frame (RFC 6455, section 5.2). */
public final class ServerFrameHeader {
  /** The opcodes that a server sends, with the FIN bit. */
  public static final int TEXT = 0x81;

  public static final int BINARY = 0x82;

  /** Or-ed to one of the two: the message is compressed (RFC 7692, section 6). */
  public static final int DEFLATED = 0x40;

  public static final int CLOSE = 0x88;
  public static final int PING = 0x89;
  public static final int PONG = 0x8a;

  private ServerFrameHeader() {}

  /** The first byte of a message's frame. */
  public static int firstByte(MessageType type) {
    return type == MessageType.TEXT ? TEXT : BINARY;
  }

  /** How many bytes the header of a payload takes. */
  public static int length(int payloadLength) {
    return payloadLength < 126 ? 2 : payloadLength < 65_536 ? 4 : 10;
  }

  /** Writes it at the target's position. */
  public static void write(ByteBuffer target, int finAndOpcode, int payloadLength) {
    target.put((byte) finAndOpcode);
    if (payloadLength < 126) {
      target.put((byte) payloadLength);
    } else if (payloadLength < 65_536) {
      target.put((byte) 126).putShort((short) payloadLength);
    } else {
      target.put((byte) 127).putLong(payloadLength);
    }
  }

  /** A whole frame. */
  public static byte[] frame(int finAndOpcode, byte[]... payload) {
    int length = 0;
    for (byte[] piece : payload) {
      length += piece.length;
    }
    ByteBuffer frame = ByteBuffer.allocate(length(length) + length);
    write(frame, finAndOpcode, length);
    for (byte[] piece : payload) {
      frame.put(piece);
    }
    return frame.array();
  }
}
