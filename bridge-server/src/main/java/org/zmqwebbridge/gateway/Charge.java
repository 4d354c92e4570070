package org.zmqwebbridge.gateway;

/**
 * What one request, or something else that is kept for a connection, has taken of the connection's
 * {@link RequestBudget}: it travels with what it is for, and anyone who has that at its end ends
 * it.
 *
 * <p>Owner thread: the one that has it; it is handed on, never shared.
 */
public final class Charge {
  private final RequestBudget budget;
  private final int requests; // 1, or 0 for what is no request
  private final int bytes;
  private final boolean early;
  private boolean ended;

  /**
   * @param requests 1, or 0 for what is no request
   * @param early whether it has taken the place of another one that is being given up
   */
  Charge(RequestBudget budget, int requests, int bytes, boolean early) {
    this.budget = budget;
    this.requests = requests;
    this.bytes = bytes;
    this.early = early;
  }

  /** Whether there is a place for it, once the loop knows of all that was given up before. */
  boolean fits() {
    return !early || budget.isWithin();
  }

  /** Gives back what was taken; once, no matter who calls it again. */
  public void end() {
    if (!ended) {
      ended = true;
      budget.end(requests, bytes);
    }
  }
}
