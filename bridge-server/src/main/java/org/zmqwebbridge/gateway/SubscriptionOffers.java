package org.zmqwebbridge.gateway;

import java.util.Optional;

/**
 * What a SUB endpoint offers subscribers besides what is published from now on. The methods that
 * take a value make another one of it.
 *
 * @param lastValues what is kept of the last publication of each topic; empty: nothing
 * @param replay what is kept for those who come back; empty: nothing, and there are no offsets
 * @param conflation whether fewer publications may be wanted than come
 * @param fresh that the service answers subscriptions, and may be asked for its own answer to one;
 *     empty: it does not
 */
public record SubscriptionOffers(
    Optional<KeptBounds> lastValues,
    Optional<KeptBounds> replay,
    Optional<ConflationOffer> conflation,
    Optional<FreshOffer> fresh) {
  /** Nothing. */
  public static final SubscriptionOffers NONE =
      new SubscriptionOffers(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The same, and the last publication of each topic is kept. */
  public SubscriptionOffers withLastValues(KeptBounds bounds) {
    return new SubscriptionOffers(Optional.of(bounds), replay, conflation, fresh);
  }

  /** The same, and publications are numbered, and kept for those who come back. */
  public SubscriptionOffers withReplay(KeptBounds bounds) {
    return new SubscriptionOffers(lastValues, Optional.of(bounds), conflation, fresh);
  }

  /** The same, and fewer publications may be wanted than come. */
  public SubscriptionOffers withConflation(ConflationOffer offer) {
    return new SubscriptionOffers(lastValues, replay, Optional.of(offer), fresh);
  }

  /** The same, and the service answers subscriptions. */
  public SubscriptionOffers withFresh(FreshOffer offer) {
    return new SubscriptionOffers(lastValues, replay, conflation, Optional.of(offer));
  }

  /** Whether it offers all of these. */
  public boolean include(SubscribeOptions wanted) {
    return !(wanted.last() && lastValues.isEmpty())
        && !(wanted.after() != null && replay.isEmpty())
        && !(wanted.perSecond() > 0 && conflation.isEmpty())
        && (fresh.isPresent() || !(wanted.fresh() || wanted.heard()));
  }

  /** What a subscriber gets that wants these. */
  SubscribeOptions of(SubscribeOptions wanted) {
    return new SubscribeOptions(
        wanted.last() && lastValues.isPresent(),
        replay.isPresent() ? wanted.after() : null,
        conflation.map(offer -> offer.held(wanted.perSecond())).orElse(0),
        fresh.isPresent() && wanted.fresh(),
        fresh.isPresent() && wanted.heard());
  }

  /** How much may wait because not so many a second are wanted. */
  long maxConflatedBytes() {
    return conflation.map(ConflationOffer::bytes).orElse(0L);
  }
}
