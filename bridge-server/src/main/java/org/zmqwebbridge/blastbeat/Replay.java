package org.zmqwebbridge.blastbeat;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * What has come of a request's body, so that another node can be told of it; of a long one,
 * nothing.
 *
 * <p>Owner thread: the loop's. Lifetime: until its answer has begun.
 */
final class Replay {
  private final BudgetShare share;
  private final int most;
  private final List<byte[]> parts = new ArrayList<>(2);
  private long bytes;
  private boolean isWhole = true;

  /**
   * @param budget what all of them may take
   * @param most what this one may
   */
  Replay(ByteBudget budget, int most) {
    this.share = new BudgetShare(budget);
    this.most = most;
  }

  /** A part has come; false: there is no room, and now nothing is kept. */
  boolean keep(byte[] part) {
    bytes += part.length;
    if (isWhole && (bytes > most || !share.tryHold(bytes))) {
      letGo();
      return false;
    }
    if (isWhole) {
      parts.add(part);
    }
    return true;
  }

  /** Nothing of it is needed any more. */
  void letGo() {
    isWhole = false;
    parts.clear();
    share.release();
  }

  /** Whether all that has come is here. */
  boolean isWhole() {
    return isWhole;
  }

  List<byte[]> parts() {
    return parts;
  }
}
