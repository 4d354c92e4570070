package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HeaderField;

/**
 * The body of a client's request: kept as long as it may be sent again, and passed on as it comes
 * where it is longer, or its origin is asked first whether it wants it.
 *
 * <p>Owner thread: the edge's; what it has kept is for any once it is whole. Lifetime: its
 * request's.
 */
final class RequestBody {
  private static final int PART_BYTES = 16_384;

  /** After which a body is sent to an origin that has not said whether it wants it. */
  private static final long CONTINUE_MILLIS = 1_000;

  private final Exchange exchange;
  private final int maxKeptBytes;
  private final AtomicBoolean isRead = new AtomicBoolean(); // or will never be
  private ByteArrayOutputStream kept = new ByteArrayOutputStream(0); // null: it is too long
  private volatile List<HeaderField> trailers; // null until it has ended
  private volatile OriginAsk passedTo; // null: it is only kept
  private volatile Future<?> unasked; // reads it where its origin says nothing of it; or null

  RequestBody(Exchange exchange, int maxKeptBytes) {
    this.exchange = exchange;
    this.maxKeptBytes = maxKeptBytes;
  }

  /** Begins to read it, once. */
  void read() {
    if (isRead.compareAndSet(false, true)) {
      readOn();
    }
  }

  private void readOn() {
    exchange.readPart(PART_BYTES);
  }

  /** Has it go to an origin, which is asked first whether it wants it. */
  void offer(OriginAsk ask, ScheduledExecutorService timer) {
    passedTo = ask;
    unasked = timer.schedule(this::read, CONTINUE_MILLIS, TimeUnit.MILLISECONDS);
    if (isRead.get()) {
      unasked.cancel(false);
    }
  }

  /** Its origin wants it. */
  void isWanted() {
    forgetTime();
    read();
  }

  /** Its origin has answered: it is not read, unless that has begun. */
  void isAnswered() {
    forgetTime();
    isRead.set(true);
  }

  private void forgetTime() {
    Future<?> time = unasked;
    if (time != null) {
      time.cancel(false);
    }
  }

  /**
   * A part has come, and the next is asked for when it may.
   *
   * @return whether there is too much to be kept: somebody must have it {@linkplain #passTo passed
   *     on}
   */
  boolean add(byte[] part) {
    if (kept != null) {
      kept.writeBytes(part);
    }
    boolean isTooLong = kept != null && kept.size() > maxKeptBytes;
    OriginAsk to = passedTo;
    if (to != null) {
      kept = isTooLong ? null : kept;
      to.write(part, this::readOn);
      return false;
    }
    if (!isTooLong) {
      readOn();
    }
    return isTooLong;
  }

  /** From now on it goes to an origin as it comes, and first what has come. */
  void passTo(OriginAsk ask) {
    passedTo = ask;
    byte[] begun = kept.toByteArray();
    kept = null;
    ask.write(begun, this::readOn);
  }

  /** There is no more of it. */
  void end(List<HeaderField> said) {
    trailers = said;
    OriginAsk to = passedTo;
    if (to != null) {
      to.endBody(said);
    }
  }

  /** Whether an origin has it as it comes. */
  boolean isPassedOn() {
    return passedTo != null;
  }

  /** Whether all of it is here. */
  boolean canBeSentAgain() {
    return trailers != null && kept != null;
  }

  /** All of it. */
  byte[] whole() {
    return kept.toByteArray();
  }

  /** What has come after it. */
  List<HeaderField> trailers() {
    return trailers;
  }
}
