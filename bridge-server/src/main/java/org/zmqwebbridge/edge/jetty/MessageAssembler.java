package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * Joins the fragments of a message (RFC 6455, section 5.4), within limits.
 *
 * <p>Owner thread: the connection's callbacks.
 */
final class MessageAssembler {
  private static final int SMALL_FRAGMENT_BYTES = 256;

  private final int maxBytes;
  private final int maxFragments;
  private byte[] joined;
  private int length;
  private int fragments;
  private boolean text;

  MessageAssembler(int maxBytes, int maxFragments) {
    this.maxBytes = maxBytes;
    this.maxFragments = maxFragments;
  }

  /**
   * Takes a data frame; Jetty has checked that the sequence is legal.
   *
   * @return the whole message if this was its last frame, and otherwise {@code null}; it is valid
   *     until the frame is released
   * @throws MessageTooBigException if the message is above the limits
   */
  ByteBuffer add(Frame frame) throws MessageTooBigException {
    ByteBuffer payload = frame.getPayload();
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      text = frame.getOpCode() == OpCode.TEXT;
      fragments = 0;
      length = 0;
    }
    fragments++;
    if ((long) length + payload.remaining() > maxBytes || isTooFragmented()) {
      joined = null;
      throw new MessageTooBigException();
    }
    if (frame.isFin() && fragments == 1) {
      return payload;
    }
    append(payload);
    return frame.isFin() ? finish() : null;
  }

  /** Jetty hands a long frame over in the pieces it was read in, so only small pieces count. */
  private boolean isTooFragmented() {
    return fragments > maxFragments && length < (long) fragments * SMALL_FRAGMENT_BYTES;
  }

  private void append(ByteBuffer payload) {
    int more = payload.remaining();
    if (joined == null) {
      joined = new byte[Math.max(64, more)];
    } else if (joined.length < length + more) {
      joined =
          Arrays.copyOf(joined, Math.min(maxBytes, Math.max(length + more, 2 * joined.length)));
    }
    payload.duplicate().get(joined, length, more);
    length += more;
  }

  private ByteBuffer finish() {
    ByteBuffer message = ByteBuffer.wrap(joined, 0, length);
    joined = null;
    return message;
  }

  /** Whether the message that {@link #add} returned last is text. */
  boolean isText() {
    return text;
  }

  /** A message above the limits. */
  static final class MessageTooBigException extends Exception {
    private static final long serialVersionUID = 1L;

    MessageTooBigException() {
      super("message too big", null, false, false);
    }
  }
}
