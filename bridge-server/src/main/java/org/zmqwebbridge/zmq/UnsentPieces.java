package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is to be written to one peer, in pieces: as many as fit are written at once.
 *
 * <p>Owner thread: the loop's.
 */
final class UnsentPieces {
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private long bytes;
  private final int fullBytes;
  private int written; // of the first

  /**
   * @param fullBytes when so much waits, no more messages are taken
   */
  UnsentPieces(int fullBytes) {
    this.fullBytes = fullBytes;
  }

  void add(byte[] piece) {
    if (piece.length > 0) {
      pieces.add(piece);
      bytes += piece.length;
    }
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** How many wait. */
  long bytes() {
    return bytes;
  }

  boolean isFull() {
    return bytes >= fullBytes;
  }

  /** What waits is not to be sent any more. */
  void clear() {
    pieces.clear();
    bytes = 0;
    written = 0;
  }

  /**
   * Writes what the channel takes.
   *
   * @param scratch room for what is written at once
   * @return whether nothing is left
   */
  boolean write(WritableByteChannel channel, ByteBuffer scratch) throws IOException {
    while (!pieces.isEmpty()) {
      fill(scratch.clear());
      int count = channel.write(scratch.flip());
      drop(count);
      if (scratch.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  private void fill(ByteBuffer scratch) {
    int from = written;
    for (byte[] piece : pieces) {
      int count = Math.min(piece.length - from, scratch.remaining());
      scratch.put(piece, from, count);
      from = 0;
      if (!scratch.hasRemaining()) {
        return;
      }
    }
  }

  private void drop(int count) {
    bytes -= count;
    int left = written + count;
    while (!pieces.isEmpty() && left >= pieces.element().length) {
      left -= pieces.remove().length;
    }
    written = left;
  }
}
