package org.zmqwebbridge.virtualsocket;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests one connection may have in flight.
 *
 * <p>Owner thread: none; the session begins requests, the loop ends them.
 */
final class RequestBudget {
  private final AtomicInteger inFlight = new AtomicInteger();
  private final int limit;

  RequestBudget(int limit) {
    this.limit = limit;
  }

  /** Whether one more may begin; it then counts until {@link #end}. */
  boolean tryBegin() {
    if (inFlight.incrementAndGet() > limit) {
      inFlight.decrementAndGet();
      return false;
    }
    return true;
  }

  /** A request has had its outcome. */
  void end() {
    inFlight.decrementAndGet();
  }
}
