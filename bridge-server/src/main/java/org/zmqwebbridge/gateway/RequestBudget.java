package org.zmqwebbridge.gateway;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * What one connection may have in flight: so many requests, and so many bytes of them; what is held
 * for an undecided connect counts as well. Above the number of requests, or the bytes of all
 * connections, a request is refused; above the connection's own bytes, it is not read from.
 *
 * <p>Owner thread: none; the session begins requests, the loop ends them.
 */
public final class RequestBudget {
  private static final int BYTES_BITS = 40;
  private static final long ONE_REQUEST = 1L << BYTES_BITS;
  private static final long BYTES_MASK = ONE_REQUEST - 1;

  private final int maxRequests;
  private final long maxBytes;
  private final ByteBudget inAll;
  private final Runnable onRoom;
  private final AtomicInteger leaving = new AtomicInteger(); // given up, and the loop does not know
  private final AtomicLong inFlight = new AtomicLong(); // requests above, their bytes below

  /**
   * @param maxBytes above it, the connection is not read from
   * @param inAll what all connections share
   * @param onRoom runs when it is not full any more
   */
  public RequestBudget(int maxRequests, long maxBytes, ByteBudget inAll, Runnable onRoom) {
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
    this.inAll = inAll;
    this.onRoom = onRoom;
  }

  /** One more begins, if it may: what it takes until {@link Charge#end}, or {@code null}. */
  public Charge tryBegin(int bytes) {
    return tryBegin(1, bytes);
  }

  /**
   * Something begins that is no request, and whose number is bounded by others: what its bytes take
   * until {@link Charge#end}; or {@code null}, if those of all connections are too many.
   */
  public Charge tryBeginMessage(int bytes) {
    return tryBegin(0, bytes);
  }

  private Charge tryBegin(int requests, int bytes) {
    if (!inAll.tryTake(bytes)) {
      return null;
    }
    int places = Math.min(leaving.get(), maxRequests); // before it counts who is still there
    long now = inFlight.addAndGet(requests * ONE_REQUEST + bytes);
    long above = (now >>> BYTES_BITS) - maxRequests;
    boolean early = requests > 0 && above > 0;
    if (early && above > places) {
      end(requests, bytes);
      return null;
    }
    return new Charge(this, requests, bytes, early);
  }

  /**
   * A request is being given up: one more may begin, {@linkplain Charge#fits if it fits} by the
   * time that the loop knows of both.
   */
  public void beginLeaving() {
    leaving.incrementAndGet();
  }

  /** The loop knows that a request is given up, or that there was none. */
  public void endLeaving() {
    leaving.decrementAndGet();
  }

  /** Whether no more requests are in flight than may be. */
  boolean isWithin() {
    return inFlight.get() >>> BYTES_BITS <= maxRequests;
  }

  /** By {@link Charge#end}. */
  void end(int requests, int bytes) {
    long left = inFlight.addAndGet(-requests * ONE_REQUEST - bytes) & BYTES_MASK;
    inAll.give(bytes);
    if (left < maxBytes && left + bytes >= maxBytes) {
      onRoom.run();
    }
  }

  /** Whether so many bytes are in flight that no more should be read. */
  public boolean isFull() {
    return (inFlight.get() & BYTES_MASK) >= maxBytes;
  }
}
