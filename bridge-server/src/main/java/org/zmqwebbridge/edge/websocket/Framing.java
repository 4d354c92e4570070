package org.zmqwebbridge.edge.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** What is around each message on a connection whose bytes are ours. */
enum Framing {
  /** A frame of RFC 6455. */
  FRAME,
  /** A chunk of RFC 9112, section 7.1: its length in hexadecimal, and two line ends. */
  CHUNK,
  /** Nothing: HTTP/2 has frames of its own. */
  NONE;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final int BITS_OF_A_DIGIT = 4;

  /** How many bytes a message takes with all that is around it. */
  int length(int payload) {
    return switch (this) {
      case FRAME -> ServerFrameHeader.length(payload) + payload;
      case CHUNK -> digits(payload) + LINE_END.length + payload + LINE_END.length;
      case NONE -> payload;
    };
  }

  private static int digits(int payload) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(payload) + 3) / 4);
  }

  /** Writes what is before it. */
  void begin(ByteBuffer target, int firstByte, int payload) {
    if (this == FRAME) {
      ServerFrameHeader.write(target, firstByte, payload);
    } else if (this == CHUNK) {
      beginChunk(target, payload);
    }
  }

  private static void beginChunk(ByteBuffer target, int payload) {
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

  /** What comes after the last message, where that must be said. */
  byte[] last() {
    return this == CHUNK ? new byte[] {'0', '\r', '\n', '\r', '\n'} : new byte[0];
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
    ByteBuffer all = ByteBuffer.allocate(length(payload));
    begin(all, firstByte, payload);
    for (byte[] piece : pieces) {
      all.put(piece);
    }
    end(all);
    return all.array();
  }
}
