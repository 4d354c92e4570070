package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import org.zmqwebbridge.edge.Exchange;

/**
 * The body of a client's request: kept as long as it may be sent again, and passed on as it comes
 * where it is longer.
 *
 * <p>Owner thread: the edge's; what it has kept is for any once it is whole. Lifetime: its
 * request's.
 */
final class RequestBody {
  private static final int PART_BYTES = 16_384;

  private final Exchange exchange;
  private final int maxKeptBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private volatile OriginAsk passedTo; // null: it is kept

  RequestBody(Exchange exchange, int maxKeptBytes) {
    this.exchange = exchange;
    this.maxKeptBytes = maxKeptBytes;
  }

  /** Asks for the next part. */
  void readOn() {
    exchange.readPart(PART_BYTES);
  }

  /**
   * A part has come, and the next is asked for when it may.
   *
   * @return whether there is too much to be kept: somebody must have it {@linkplain #passTo passed
   *     on}
   */
  boolean add(byte[] part) {
    OriginAsk to = passedTo;
    if (to != null) {
      to.write(part, this::readOn);
      return false;
    }
    kept.writeBytes(part);
    boolean isTooLong = kept.size() > maxKeptBytes;
    if (!isTooLong) {
      readOn();
    }
    return isTooLong;
  }

  /** From now on it goes to an origin as it comes, and first what has come. */
  void passTo(OriginAsk ask) {
    passedTo = ask;
    ask.write(kept.toByteArray(), this::readOn);
    kept.reset();
  }

  /** There is no more of one that is passed on. */
  void end() {
    passedTo.endBody();
  }

  /** Whether it is not kept, so that it cannot be sent again. */
  boolean isPassedOn() {
    return passedTo != null;
  }

  /** All of it that was kept. */
  byte[] whole() {
    return kept.toByteArray();
  }
}
