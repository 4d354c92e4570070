package org.zmqwebbridge.gateway;

import java.util.Optional;

/**
 * What a SUB endpoint offers subscribers besides what is published from now on. The methods that
 * take a value make another one of it.
 *
 * @param lastValues what is kept of the last publication of each topic; empty: nothing
 * @param replay what is kept for those who come back; empty: nothing, and there are no offsets
 */
public record SubscriptionOffers(Optional<KeptBounds> lastValues, Optional<KeptBounds> replay) {
  /** Nothing. */
  public static final SubscriptionOffers NONE =
      new SubscriptionOffers(Optional.empty(), Optional.empty());

  /** The same, and the last publication of each topic is kept. */
  public SubscriptionOffers withLastValues(KeptBounds bounds) {
    return new SubscriptionOffers(Optional.of(bounds), replay);
  }

  /** The same, and publications are numbered, and kept for those who come back. */
  public SubscriptionOffers withReplay(KeptBounds bounds) {
    return new SubscriptionOffers(lastValues, Optional.of(bounds));
  }

  /** What of these it offers. */
  public SubscribeOptions of(SubscribeOptions wanted) {
    return new SubscribeOptions(
        wanted.last() && lastValues.isPresent(), replay.isPresent() ? wanted.after() : null);
  }
}
