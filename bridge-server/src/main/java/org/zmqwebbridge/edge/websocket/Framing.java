package org.zmqwebbridge.edge.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** What is around each message on a connection whose bytes are ours. */
enum Framing {
  /** A frame of RFC 6455. */
  FRAME,
  /** A chunk of RFC 9112, section 7.1: its length in hexadecimal, and two line ends. */
  CHUNK;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final int BITS_OF_A_DIGIT = 4;

  /** How many bytes a message takes with all that is around it. */
  int length(int payload) {
    return this == FRAME
        ? ServerFrameHeader.length(payload) + payload
        : digits(payload) + LINE_END.length + payload + LINE_END.length;
  }

  private static int digits(int payload) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(payload) + 3) / 4);
  }

  /** Writes what is before it. */
  void begin(ByteBuffer target, int firstByte, int payload) {
    if (this == FRAME) {
      ServerFrameHeader.write(target, firstByte, payload);
      return;
    }
    for (int digit = digits(payload) - 1; digit >= 0; digit--) {
      target.put(HEX[(payload >>> (digit * BITS_OF_A_DIGIT)) & 15]);
    }
    target.put(LINE_END);
  }

  /** Writes what is after it. */
  void end(ByteBuffer target) {
    if (this == CHUNK) {
      target.put(LINE_END);
    }
  }

  /** A whole message. */
  byte[] whole(int firstByte, byte[]... pieces) {
    if (this == FRAME) {
      return ServerFrameHeader.frame(firstByte, pieces);
    }
    int payload = 0;
    for (byte[] piece : pieces) {
      payload += piece.length;
    }
    ByteBuffer chunk = ByteBuffer.allocate(length(payload));
    begin(chunk, firstByte, payload);
    for (byte[] piece : pieces) {
      chunk.put(piece);
    }
    end(chunk);
    return chunk.array();
  }
}
