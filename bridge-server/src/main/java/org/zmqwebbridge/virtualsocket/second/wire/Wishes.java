package org.zmqwebbridge.virtualsocket.second.wire;

/**
 * How a subscription is to be delivered (PROTOCOL-2.md, section 6).
 *
 * @param last the last message of each topic first
 * @param fresh the service's own answer to the subscription
 * @param after what has come since; {@code null}: not asked for
 * @param heard word of it when the service has heard the subscription
 * @param perSecond at most so many messages a second for each topic; 0: no bound
 */
public record Wishes(boolean last, boolean fresh, boolean heard, Place after, int perSecond) {
  /** Nothing but what is published from now on. */
  public static final Wishes NONE = new Wishes(false, false, false, null, 0);

  /**
   * A place in what an endpoint keeps.
   *
   * @param epoch of which its offsets are
   * @param offset of the last message that the page has, below 2⁵³
   */
  public record Place(String epoch, long offset) {}
}
