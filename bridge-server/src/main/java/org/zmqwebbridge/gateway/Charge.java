package org.zmqwebbridge.gateway;

/**
 * What one request, or something else that is kept for a connection, has taken of the connection's
 * {@link RequestBudget}: it travels with what it is for, and whoever has that at its end ends it.
 *
 * <p>Owner thread: whoever has it; it is handed on, never shared.
 */
public final class Charge {
  private final RequestBudget budget;
  private final int requests; // 1, or 0 for what is no request
  private final int bytes;
  private boolean ended;

  Charge(RequestBudget budget, int requests, int bytes) {
    this.budget = budget;
    this.requests = requests;
    this.bytes = bytes;
  }

  /** Gives back what was taken; once, whoever calls it again. */
  public void end() {
    if (!ended) {
      ended = true;
      budget.end(requests, bytes);
    }
  }
}
