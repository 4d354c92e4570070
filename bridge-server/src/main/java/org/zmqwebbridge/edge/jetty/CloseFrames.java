package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.ServerFrameHeader;

/** Close frames (RFC 6455, sections 5.5.1 and 7.4). */
final class CloseFrames {
  private CloseFrames() {}

  /**
   * The frame that tells a client why it is thrown out.
   *
   * @param connection what the operator's log calls it
   */
  static byte[] of(CloseReason reason, long connection) {
    return of(reason, reason.clientText() + " (connection " + connection + ")");
  }

  /** The frame that tells a client why it is not let in; the log has no number for it. */
  static ByteBuffer of(CloseReason reason) {
    return ByteBuffer.wrap(of(reason, reason.clientText()));
  }

  private static byte[] of(CloseReason reason, String text) {
    byte[] code = {(byte) (reason.code() >> 8), (byte) reason.code()};
    return ServerFrameHeader.frame(ServerFrameHeader.CLOSE, code, text.getBytes(UTF_8));
  }

  /** What is wrong with a client's close frame; {@code null} if nothing is. */
  static CloseReason check(ByteBuffer payload) {
    if (!payload.hasRemaining()) {
      return null;
    }
    if (payload.remaining() == 1
        || !CloseStatus.isTransmittableStatusCode(payload.getShort(payload.position()) & 0xffff)) {
      return CloseReason.PROTOCOL_ERROR;
    }
    try {
      UTF_8.newDecoder().decode(payload.slice(payload.position() + 2, payload.remaining() - 2));
      return null;
    } catch (CharacterCodingException illFormed) {
      return CloseReason.BAD_MESSAGE;
    }
  }
}
