package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * What the client of one stream sends, a frame at a time: what nobody takes stays in its window,
 * and holds the client up.
 *
 * <p>Owner thread: the one that has the turn.
 */
final class StreamBody {
  private final Stream stream;
  private final BudgetShare share;
  private Stream.Data data; // whose bytes are being read; or null
  private ByteBuffer bytes = BufferUtil.EMPTY_BUFFER;
  private boolean isDemanded; // Jetty calls when there is more
  private boolean isEnd;
  private long dropped;

  /**
   * @param budget what all clients may have sent of what is not read yet
   */
  StreamBody(Stream stream, ByteBudget budget) {
    this.stream = stream;
    this.share = new BudgetShare(budget);
  }

  /** Jetty has called. */
  void onArrived() {
    isDemanded = false;
  }

  ByteBuffer unread() {
    return bytes;
  }

  /** Whether all has been read that will ever come. */
  boolean isEnd() {
    return isEnd && !bytes.hasRemaining();
  }

  /**
   * Takes the next frame when all has been read.
   *
   * @return whether there is anything to read, or the end has come; otherwise Jetty calls
   */
  boolean fill() {
    while (!bytes.hasRemaining() && !isEnd) {
      letGo();
      data = stream.readData();
      if (data == null) {
        if (!isDemanded) {
          isDemanded = true;
          stream.demand();
        }
        return false;
      }
      isEnd = data.frame().isEndStream();
      bytes = ByteBuffer.wrap(BufferUtil.toArray(data.frame().getByteBuffer()));
    }
    return true;
  }

  /**
   * The turn ends: what is left waits for the next.
   *
   * @return false if it may not wait, because all connections together keep too much
   */
  boolean keep() {
    if (!bytes.hasRemaining()) {
      letGo();
      return true;
    }
    return share.tryHold(bytes.remaining());
  }

  private void letGo() {
    share.release();
    bytes = BufferUtil.EMPTY_BUFFER;
    if (data != null) {
      data.release();
      data = null;
    }
  }

  /** How many bytes were dropped that came unread. */
  long dropped() {
    return dropped;
  }

  /**
   * Drops what there is and what has come since, and Jetty calls when there is more.
   *
   * @return whether that was all that will ever come
   */
  boolean dropMore() {
    boolean isAll = drop();
    if (!isAll && !isDemanded) {
      isDemanded = true;
      stream.demand();
    }
    return isAll;
  }

  /** Drops what there is and what has come since; returns whether that was all. */
  boolean drop() {
    letGo();
    for (Stream.Data next = isEnd ? null : stream.readData();
        next != null && !isEnd;
        next = isEnd ? null : stream.readData()) {
      isEnd = next.frame().isEndStream();
      dropped += next.frame().flowControlLength();
      next.release();
    }
    return isEnd;
  }
}
