package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests of one connection have no whole response yet, as far as its back end has said.
 *
 * <p>Owner thread: any.
 */
final class WireAnswers {
  private final AtomicInteger owed = new AtomicInteger();
  private volatile boolean ahead;
  private volatile boolean begun; // something was sent since a request was handed over

  /** A request is handed over. */
  void request() {
    begun = false;
    owed.incrementAndGet();
  }

  /** Something of a response was sent. */
  void sent() {
    begun = true;
  }

  /** The oldest has its response. */
  void answered() {
    int unused = owed.updateAndGet(count -> Math.max(0, count - 1));
  }

  /** Requests may come before others have their responses. */
  void readAhead() {
    ahead = true;
  }

  /** Whether no response is under way. */
  boolean isIdle() {
    return owed.get() == 0;
  }

  /** Whether one response is owed, and nothing of it has been sent. */
  boolean isUntouched() {
    return owed.get() == 1 && !begun;
  }

  /** Whether the next request may be handed over. */
  boolean mayTakeNext() {
    return ahead || isIdle();
  }
}
