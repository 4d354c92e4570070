package org.zmqwebbridge.it.relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body in chunks (RFC 9112, section 7.1), without them. An end within the body is an {@link
 * EOFException}.
 *
 * <p>Owner thread: its reader's.
 */
final class Chunks extends InputStream {
  private final InputStream in;
  private int left; // of this chunk
  private boolean first = true;
  private boolean ended;

  Chunks(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!ended && left == 0) {
      begin();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(target, offset, Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the end within a chunk");
    }
    left -= count;
    return count;
  }

  private void begin() throws IOException {
    if (!first) {
      line();
    }
    first = false;
    left = Integer.parseInt(line(), 16);
    if (left == 0) {
      line();
      ended = true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the end between chunks");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
