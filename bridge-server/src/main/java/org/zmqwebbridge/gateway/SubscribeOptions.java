package org.zmqwebbridge.gateway;

/**
 * How a subscriber wants what it subscribes to, besides all that is published from now on. What its
 * endpoint does not offer is left out ({@link SubscriptionOffers#of}).
 *
 * @param last the last publication of each topic first
 * @param after what has come since; {@code null}: not asked for
 * @param perSecond at most so many of each topic (its whole first part), the latest of those that
 *     come; 0: all
 */
public record SubscribeOptions(boolean last, Place after, int perSecond) {
  /** Nothing but what is published from now on. */
  public static final SubscribeOptions NONE = new SubscribeOptions(false, null, 0);

  /** Whether anything is wanted that was kept. */
  boolean asksForKept() {
    return last || after != null;
  }

  /**
   * A place in what an endpoint has published.
   *
   * @param epoch of which its offsets are; any text
   * @param offset of the last publication that the subscriber has, from 0
   */
  public record Place(String epoch, long offset) {}
}
