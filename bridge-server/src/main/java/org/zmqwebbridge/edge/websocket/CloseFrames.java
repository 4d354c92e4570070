package org.zmqwebbridge.edge.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.zmqwebbridge.edge.CloseStatus;

/** Close frames (RFC 6455, sections 5.5.1 and 7.4). */
public final class CloseFrames {
  private CloseFrames() {}

  /** A frame that says this; without a code if it has {@link CloseStatus#NONE none}. */
  public static byte[] of(CloseStatus status) {
    return ServerFrameHeader.frame(
        ServerFrameHeader.CLOSE, code(status), status.text().getBytes(UTF_8));
  }

  /** The answer to a client's close frame: its own code (section 5.5.1). */
  public static byte[] answer(CloseStatus status) {
    return ServerFrameHeader.frame(ServerFrameHeader.CLOSE, code(status));
  }

  private static byte[] code(CloseStatus status) {
    int code = status.code();
    return status.equals(CloseStatus.NONE)
        ? new byte[0]
        : new byte[] {(byte) (code >> 8), (byte) code};
  }

  /**
   * What a client's close frame says.
   *
   * @throws FrameException if it may not say that
   */
  public static CloseStatus read(ByteBuffer payload) throws FrameException {
    if (!payload.hasRemaining()) {
      return CloseStatus.NONE;
    }
    if (payload.remaining() == 1) {
      throw FrameException.protocol("a close frame of one byte");
    }
    int code = payload.getShort() & 0xffff;
    if (!CloseStatus.isTransmittable(code)) {
      throw FrameException.protocol("a close frame with the code " + code);
    }
    try {
      return new CloseStatus(code, UTF_8.newDecoder().decode(payload).toString());
    } catch (CharacterCodingException illFormed) {
      throw FrameException.malformedClose();
    }
  }
}
