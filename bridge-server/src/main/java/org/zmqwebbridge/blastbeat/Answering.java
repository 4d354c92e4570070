package org.zmqwebbridge.blastbeat;

import java.nio.ByteBuffer;
import org.zmqwebbridge.http1.AnswerHead;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;

/**
 * How far the answer to one request has come.
 *
 * <p>Owner thread: the loop's. Lifetime: one answer's.
 */
final class Answering {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final AnswerHead head;
  private final BodyReader chunks; // null: its node has these framed, or there are none
  private long left; // of a length that was said
  private boolean isWhole;

  Answering(AnswerHead head, boolean isOfHead) {
    boolean isBare = isOfHead || head.status() == NO_CONTENT || head.status() == NOT_MODIFIED;
    this.head = head;
    this.left = Math.max(0, head.bodyBytes());
    this.chunks = head.isChunked() && !isBare ? new BodyReader(-1) : null;
    this.isWhole = isBare || head.bodyBytes() == 0;
  }

  /** Whether nothing of it is missing. */
  boolean isWhole() {
    return isWhole;
  }

  /** Whether only the end of its connection will tell that it is whole. */
  boolean isUntilEnd() {
    return !isWhole && chunks == null && head.bodyBytes() == AnswerHead.UNTIL_END;
  }

  /** Whether its body comes in chunks. */
  boolean isChunked() {
    return chunks != null;
  }

  /** Whether another answer may follow it. */
  boolean isPersistent() {
    return head.isPersistent();
  }

  /**
   * Bytes of its body, as its node wrote them.
   *
   * @return how many of them belong to it
   * @throws BadRequestException if they are no chunks, though it said so
   */
  int body(byte[] bytes) throws BadRequestException {
    if (isWhole) {
      return 0;
    }
    if (chunks != null) {
      ByteBuffer all = ByteBuffer.wrap(bytes);
      while (all.hasRemaining() && !chunks.isEnd()) {
        ByteBuffer unused = chunks.next(all, Integer.MAX_VALUE);
      }
      isWhole = chunks.isEnd();
      return all.position();
    }
    if (isUntilEnd()) {
      return bytes.length;
    }
    int count = (int) Math.min(left, bytes.length);
    left -= count;
    isWhole = left == 0;
    return count;
  }

  /** The last chunk has come. */
  void lastChunk() {
    isWhole = true;
  }
}
