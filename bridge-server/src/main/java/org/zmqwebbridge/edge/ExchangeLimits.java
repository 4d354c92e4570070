package org.zmqwebbridge.edge;

/**
 * What HTTP exchanges may take.
 *
 * @param bodyMillis how long a body may take to come, from when it is asked for
 * @param heldMillis how long a request may be without an answer when its body is there
 */
public record ExchangeLimits(long bodyMillis, long heldMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final ExchangeLimits DEFAULTS = new ExchangeLimits(20_000, 60_000);

  /** The same with another {@code bodyMillis}. */
  public ExchangeLimits withBodyMillis(long millis) {
    return new ExchangeLimits(millis, heldMillis);
  }

  /** The same with another {@code heldMillis}. */
  public ExchangeLimits withHeldMillis(long millis) {
    return new ExchangeLimits(bodyMillis, millis);
  }
}
