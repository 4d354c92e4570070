package org.zmqwebbridge.gateway;

/**
 * How a subscriber wants what it subscribes to, besides all that is published from now on. What its
 * endpoint does not offer is left out ({@link SubscriptionOffers#of}).
 *
 * @param last the last publication of each topic first
 * @param after what has come since; {@code null}: not asked for
 * @param perSecond at most so many of each topic (its whole first part), the latest of those that
 *     come; 0: all
 * @param fresh the service's own answer to the subscription
 * @param heard word of it when the service has heard the subscription
 */
public record SubscribeOptions(
    boolean last, Place after, int perSecond, boolean fresh, boolean heard) {
  /** Nothing but what is published from now on. */
  public static final SubscribeOptions NONE = new SubscribeOptions(false, null, 0);

  /** Without anything of the service's own. */
  public SubscribeOptions(boolean last, Place after, int perSecond) {
    this(last, after, perSecond, false, false);
  }

  /** The same, and the service's own answer is wanted, or not. */
  public SubscribeOptions fresh(boolean wanted) {
    return new SubscribeOptions(last, after, perSecond, wanted, heard);
  }

  /** The same, and word of it is wanted when the service has heard it, or not. */
  public SubscribeOptions heard(boolean wanted) {
    return new SubscribeOptions(last, after, perSecond, fresh, wanted);
  }

  /** Whether anything is wanted that was kept. */
  boolean asksForKept() {
    return last || after != null;
  }

  /**
   * A place in what an endpoint has published.
   *
   * @param epoch of which its offsets are; any text
   * @param offset of the last publication that the subscriber has, from 0
   * @param subscriptions how many its endpoint had made when the place was told, from 0: what these
   *     heard lies after it, too; {@link #OF_PUBLICATION}
   */
  public record Place(String epoch, long offset, long subscriptions) {
    /** That of a publication that the subscriber has had: it tells what had been heard. */
    public static final long OF_PUBLICATION = -1;

    /** That of a publication. */
    public Place(String epoch, long offset) {
      this(epoch, offset, OF_PUBLICATION);
    }
  }
}
