package org.zmqwebbridge.origin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * The message that is coming, of as many frames as it takes.
 *
 * <p>Owner thread: the one that reads the frames. Lifetime: its WebSocket's.
 */
public final class SocketMessage {
  private final int maxBytes;
  private ByteArrayOutputStream begun; // null: the next frame begins one
  private boolean isText;

  /**
   * @param maxBytes of one
   */
  public SocketMessage(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** What is wrong with a message, for its sender. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    MalformedException(int code, String text) {
      super(text);
      this.code = code;
    }

    /** The close code that says it (RFC 6455, section 7.4.1). */
    public int code() {
      return code;
    }
  }

  /** Whether the message that is coming, or has just come, is of text. */
  public boolean isText() {
    return isText;
  }

  /**
   * A frame of it.
   *
   * @param first whether it says that a message of text begins
   * @return the message, if it is whole now; otherwise {@code null}
   */
  public byte[] add(boolean first, boolean isLast, byte[] bytes) throws MalformedException {
    if (begun == null) {
      isText = first;
    }
    int before = begun == null ? 0 : begun.size();
    if (bytes.length > maxBytes - before) {
      throw new MalformedException(1009, "a message is at most " + maxBytes + " bytes");
    }
    byte[] whole = bytes;
    if (begun != null || !isLast) {
      begun = begun == null ? new ByteArrayOutputStream(bytes.length) : begun;
      begun.writeBytes(bytes);
      whole = begun.toByteArray();
    }
    if (!isLast) {
      return null;
    }
    begun = null;
    return checked(whole);
  }

  private byte[] checked(byte[] whole) throws MalformedException {
    if (isText) {
      try {
        var unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(whole));
      } catch (CharacterCodingException malformed) {
        throw new MalformedException(1007, "a message of text is no UTF-8");
      }
    }
    return whole;
  }
}
