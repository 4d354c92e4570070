package org.zmqwebbridge.http1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the frames of a WebSocket (RFC 6455, section 5.2) for somebody who interprets them himself:
 * fragments are joined, and all else is handed on as it is, also reserved bits and text that is
 * none. What could not be cut in one way only is refused.
 */
public final class FrameReader {
  /** Hears what has come. */
  public interface Listener {
    /**
     * A whole message, or a control frame.
     *
     * @param flags the first byte of its first frame, with the bit that says that it is whole
     * @param payload unmasked; may be kept
     * @return false: nothing more is wanted now
     */
    boolean onMessage(int flags, byte[] payload);
  }

  /** A frame that cannot be one. */
  public static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenException(String why) {
      super(why, null, false, false);
    }
  }

  private static final int FIN = 0x80;
  private static final int OPCODE = 0x0f;
  private static final int CONTROL = 0x08;
  private static final int MAX_CONTROL = 125;
  private static final int MAX_HEADER = 14;
  private static final byte[] NOTHING = {};

  private final int maxBytes;
  private final byte[] header = new byte[MAX_HEADER];
  private int headerLength; // what has come of it
  private int first; // of the frame that is being read
  private long left; // of its payload; -1: its header is not whole
  private int mask;
  private int position; // in its payload
  private byte[] frame = NOTHING; // its payload
  private int messageFlags = -1; // of the message that has begun; -1: none has
  private byte[] message = NOTHING; // what has come of it, and room
  private int messageLength;

  /**
   * @param maxBytes of a message
   */
  public FrameReader(int maxBytes) {
    this.maxBytes = maxBytes;
    this.left = -1;
  }

  /**
   * Reads on, until the listener wants no more or there is no more.
   *
   * @throws BrokenException if these are no frames, or the message is too long
   */
  public void read(ByteBuffer bytes, Listener listener) throws BrokenException {
    boolean goesOn = true;
    while (goesOn && (bytes.hasRemaining() || left == 0)) {
      if (left < 0) {
        header(bytes);
      } else {
        goesOn = payload(bytes, listener);
      }
    }
  }

  private void header(ByteBuffer bytes) throws BrokenException {
    header[headerLength++] = bytes.get();
    if (headerLength < 2) {
      return;
    }
    first = header[0] & 0xff;
    int second = header[1] & 0xff;
    if (headerLength == 2) {
      check(second);
    }
    int small = second & 0x7f;
    int lengthBytes = small == 126 ? 2 : small == 127 ? 8 : 0;
    if (headerLength < 2 + lengthBytes + 4) {
      return;
    }
    ByteBuffer whole = ByteBuffer.wrap(header, 2, headerLength - 2);
    long length = lengthBytes == 2 ? whole.getShort() & 0xffff : small;
    length = lengthBytes == 8 ? whole.getLong() : length;
    mask = whole.getInt();
    boolean isControl = (first & CONTROL) != 0; // which is no part of the message around it
    if (length < 0 || (isControl ? length : messageLength + length) > maxBytes) {
      throw new BrokenException("a message is longer than " + maxBytes + " bytes");
    }
    left = length;
    position = 0;
    frame = NOTHING;
    headerLength = 0;
  }

  private void check(int second) throws BrokenException {
    boolean isControl = (first & CONTROL) != 0;
    boolean isWhole = (first & FIN) != 0;
    if ((second & 0x80) == 0) {
      throw new BrokenException("a frame is not masked");
    }
    if (isControl && (!isWhole || (second & 0x7f) > MAX_CONTROL)) {
      throw new BrokenException("a control frame is fragmented, or longer than 125 bytes");
    }
    boolean continues = (first & OPCODE) == 0;
    if (!isControl && continues != (messageFlags >= 0)) {
      throw new BrokenException(
          continues ? "a continuation of nothing" : "a message inside a fragmented one");
    }
  }

  private boolean payload(ByteBuffer bytes, Listener listener) {
    int count = (int) Math.min(left, bytes.remaining());
    if (position + count > frame.length) { // by what has come, not by what was announced
      long most = position + left;
      frame = Arrays.copyOf(frame, (int) Math.min(most, Math.max(position + count, 2L * position)));
    }
    for (int i = 0; i < count; i++, position++) {
      frame[position] = (byte) (bytes.get() ^ (mask >>> (24 - 8 * (position & 3))));
    }
    left -= count;
    if (left > 0) {
      return true;
    }
    left = -1;
    byte[] whole = frame.length == position ? frame : Arrays.copyOf(frame, position);
    frame = NOTHING;
    return end(whole, listener);
  }

  private boolean end(byte[] payload, Listener listener) {
    boolean isWhole = (first & FIN) != 0;
    if ((first & CONTROL) != 0 || (isWhole && messageFlags < 0)) {
      return listener.onMessage(first, payload);
    }
    messageFlags = messageFlags < 0 ? first | FIN : messageFlags;
    join(payload);
    if (!isWhole) {
      return true;
    }
    int flags = messageFlags;
    byte[] joined = Arrays.copyOf(message, messageLength);
    messageFlags = -1;
    message = NOTHING;
    messageLength = 0;
    return listener.onMessage(flags, joined);
  }

  private void join(byte[] payload) {
    int length = messageLength + payload.length;
    if (length > message.length) {
      message = Arrays.copyOf(message, (int) Math.min(maxBytes, Math.max(length, 2L * length)));
    }
    System.arraycopy(payload, 0, message, messageLength, payload.length);
    messageLength = length;
  }
}
