package org.zmqwebbridge.rate;

/**
 * How many messages a second pages may send; 0: any number.
 *
 * @param perConnection of one connection
 * @param perPrincipal of all connections of one principal together
 * @param burstSeconds how many seconds' worth may come at once after a pause
 */
public record RateLimits(int perConnection, int perPrincipal, int burstSeconds) {
  /** The longest burst. */
  public static final int MAX_BURST_SECONDS = 60;

  /** None. */
  public static final RateLimits NONE = new RateLimits(0, 0, 1);
}
