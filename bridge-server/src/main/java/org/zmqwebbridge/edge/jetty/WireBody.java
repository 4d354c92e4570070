package org.zmqwebbridge.edge.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * A request's body that is wanted whole, as far as it has come.
 *
 * <p>Owner thread: the one that has the turn.
 */
final class WireBody {
  private final BudgetShare share;
  private ByteArrayOutputStream bytes; // null between bodies

  /**
   * @param budget what all clients may have sent of what is not whole yet
   */
  WireBody(ByteBudget budget) {
    this.share = new BudgetShare(budget);
  }

  int size() {
    return bytes == null ? 0 : bytes.size();
  }

  /** Takes a part; returns false if all connections together keep too much. */
  boolean add(ByteBuffer part) {
    if (!share.tryHold(size() + part.remaining())) {
      return false;
    }
    bytes = bytes == null ? new ByteArrayOutputStream(part.remaining()) : bytes;
    bytes.writeBytes(BufferUtil.toArray(part));
    return true;
  }

  /** All of it. */
  byte[] whole() {
    return bytes == null ? new byte[0] : bytes.toByteArray();
  }

  /** It is the handler's, or nobody wants it any more. */
  void clear() {
    bytes = null;
    share.release();
  }
}
