package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * What a client has sent and nobody has read yet: a buffer of the thread's while it is read, and a
 * copy, counted, only while something has to wait.
 *
 * <p>Owner thread: the one that has the turn.
 */
final class WireBytes {
  private static final int MOST = 16 * 1024; // at a time; a record of TLS is not larger
  private static final ThreadLocal<ByteBuffer> INPUT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(MOST));

  private final EndPoint endPoint;
  private final BudgetShare share;
  private ByteBuffer bytes = BufferUtil.EMPTY_BUFFER;
  private boolean isKept; // they are a copy

  /**
   * @param budget what all clients may have sent of what is not read yet
   */
  WireBytes(EndPoint endPoint, ByteBudget budget) {
    this.endPoint = endPoint;
    this.share = new BudgetShare(budget);
  }

  /** Begins with these. */
  void begin(ByteBuffer early) {
    bytes = early;
  }

  ByteBuffer unread() {
    return bytes;
  }

  boolean isEmpty() {
    return !bytes.hasRemaining();
  }

  /**
   * Takes more of the transport, when all has been read.
   *
   * @return how many bytes; below 0 if the client has ended its half
   */
  int fill() throws IOException {
    release();
    ByteBuffer input = INPUT.get();
    BufferUtil.clear(input);
    int filled = endPoint.fill(input);
    bytes = input;
    return filled;
  }

  /** Whether the last fill has brought as much as one can. */
  boolean isFull() {
    return bytes.limit() == MOST;
  }

  /** Drops all. */
  void drop() {
    bytes = BufferUtil.EMPTY_BUFFER;
    release();
  }

  private void release() {
    isKept = false;
    share.release();
  }

  /**
   * The turn ends: what is left waits for the next.
   *
   * @return false if it may not wait, because all connections together keep too much
   */
  boolean keep() {
    if (isEmpty()) {
      drop();
      return true;
    }
    if (isKept) {
      return true;
    }
    if (!share.tryHold(bytes.remaining())) {
      drop();
      return false;
    }
    bytes = ByteBuffer.wrap(BufferUtil.toArray(bytes));
    isKept = true;
    return true;
  }
}
