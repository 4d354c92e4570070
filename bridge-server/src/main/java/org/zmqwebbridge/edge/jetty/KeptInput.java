package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import org.eclipse.jetty.io.EndPoint;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * What a {@link KeptConnection} reads: the bytes that have come, and whether there may be more.
 *
 * <p>Owner thread: the one that has the connection's turn, but for {@link #arrive}. Lifetime: the
 * connection's, until it is handed on.
 */
final class KeptInput {
  private final EndPoint endPoint;
  private final WireBytes bytes;
  private volatile boolean arrived;
  private boolean interested; // Jetty was asked to say when something comes
  private boolean fillable; // something may be there

  /**
   * @param budget of what is kept between two turns
   */
  KeptInput(EndPoint endPoint, ByteBudget budget) {
    this.endPoint = endPoint;
    this.bytes = new WireBytes(endPoint, budget);
  }

  WireBytes bytes() {
    return bytes;
  }

  /** Something has come; a turn follows. */
  void arrive() {
    arrived = true;
  }

  /** A turn begins. */
  void look() {
    if (arrived) {
      arrived = false;
      interested = false;
      fillable = true;
    }
  }

  /** Reads what is there, if nothing is left of what came before; whether it has read something. */
  boolean fill() {
    if (!fillable || !bytes.isEmpty()) {
      return false;
    }
    fillable = false;
    try {
      int filled = bytes.fill();
      if (filled < 0) { // who waits for an answer keeps its half open
        endPoint.close();
      }
      fillable = bytes.isFull();
      return filled > 0;
    } catch (IOException broken) {
      endPoint.close(broken);
      return false;
    }
  }

  /** A turn ends; whether Jetty is to be asked for more, which is done at once. */
  boolean wantsMore() {
    boolean asks = bytes.isEmpty() && !interested && endPoint.isOpen();
    interested |= asks;
    return asks;
  }

  /** Nothing is read any more. */
  void withdraw() {
    if (interested) {
      interested = false;
      TakeOver.withdrawInterest(endPoint);
    }
  }
}
