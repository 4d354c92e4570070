package org.zmqwebbridge.http1;

import java.nio.ByteBuffer;

/**
 * Finds the body of one request in a connection's bytes: so many, or chunks (RFC 9112, section
 * 7.1). Chunk extensions and trailers are dropped.
 */
public final class BodyReader {
  private static final int MAX_SIZE_DIGITS = 15;
  private static final int MAX_EXTENSION_BYTES = 256;
  private static final int MAX_TRAILER_BYTES = 4096;
  private static final int BAD_REQUEST = 400;

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER,
    TRAILER_LF,
    END
  }

  private final boolean isChunked;
  private State state;
  private long left; // of the body, or of a chunk
  private int digits;
  private int extra; // bytes of an extension, or of trailers
  private boolean isEmptyLine;

  /**
   * @param bodyBytes as {@link HttpHead#bodyBytes} has it
   */
  public BodyReader(long bodyBytes) {
    this.isChunked = bodyBytes < 0;
    this.left = Math.max(0, bodyBytes);
    this.state = isChunked ? State.SIZE : bodyBytes == 0 ? State.END : State.DATA;
  }

  /** Whether there is no more of it. */
  public boolean isEnd() {
    return state == State.END;
  }

  /** How many bytes are still to come, of a body that has said so. */
  public long left() {
    return left;
  }

  /**
   * The next part of it.
   *
   * @param maxBytes the most that is taken
   * @return a view of the bytes; empty: all has been taken, or it has ended
   * @throws BadRequestException if these are no chunks
   */
  public ByteBuffer next(ByteBuffer bytes, int maxBytes) throws BadRequestException {
    while (bytes.hasRemaining() && state != State.END) {
      if (state == State.DATA) {
        return data(bytes, maxBytes);
      }
      take((char) (bytes.get() & 0xff));
    }
    return bytes.slice(bytes.position(), 0);
  }

  private ByteBuffer data(ByteBuffer bytes, int maxBytes) {
    int count = (int) Math.min(left, Math.min(maxBytes, bytes.remaining()));
    ByteBuffer part = bytes.slice(bytes.position(), count);
    bytes.position(bytes.position() + count);
    left -= count;
    if (left == 0) {
      state = isChunked ? State.DATA_CR : State.END;
    }
    return part;
  }

  private void take(char c) throws BadRequestException {
    switch (state) {
      case SIZE -> size(c);
      case EXTENSION -> extension(c);
      case SIZE_LF -> {
        expect(c == '\n');
        begin();
      }
      case DATA_CR -> {
        expect(c == '\r');
        state = State.DATA_LF;
      }
      case DATA_LF -> {
        expect(c == '\n');
        state = State.SIZE;
        digits = 0;
      }
      case TRAILER -> trailer(c);
      default -> {
        expect(c == '\n');
        state = isEmptyLine ? State.END : State.TRAILER;
        isEmptyLine = true;
      }
    }
  }

  private void size(char c) throws BadRequestException {
    int digit = Character.digit(c, 16);
    if (digit >= 0) {
      expect(++digits <= MAX_SIZE_DIGITS);
      left = 16 * left + digit;
      return;
    }
    expect(digits > 0);
    if (c == '\r') {
      state = State.SIZE_LF;
    } else {
      expect(c == ';' || c == ' ' || c == '\t');
      state = State.EXTENSION;
      extra = 0;
    }
  }

  private void extension(char c) throws BadRequestException {
    expect(c != '\n' && ++extra <= MAX_EXTENSION_BYTES);
    if (c == '\r') {
      state = State.SIZE_LF;
    }
  }

  private void begin() {
    if (left > 0) {
      state = State.DATA;
    } else {
      state = State.TRAILER;
      isEmptyLine = true;
      extra = 0;
    }
  }

  private void trailer(char c) throws BadRequestException {
    expect(c != '\n' && ++extra <= MAX_TRAILER_BYTES);
    if (c == '\r') {
      state = State.TRAILER_LF;
    } else {
      isEmptyLine = false;
    }
  }

  private static void expect(boolean isRight) throws BadRequestException {
    if (!isRight) {
      throw new BadRequestException(BAD_REQUEST, "a body that is not written in chunks");
    }
  }
}
