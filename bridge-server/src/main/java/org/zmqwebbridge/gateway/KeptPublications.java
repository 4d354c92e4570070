package org.zmqwebbridge.gateway;

import java.util.List;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Tally;

/**
 * What one SUB endpoint keeps of its publications.
 *
 * <p>Owner thread: the loop's. Lifetime: its gateway's.
 */
final class KeptPublications {
  private final LastValues lastValues; // null: not kept
  private final ReplayRing replay; // null: not kept

  KeptPublications(SubscriptionOffers offers, Tally tally) {
    lastValues = offers.lastValues().map(bounds -> new LastValues(bounds, tally)).orElse(null);
    replay = offers.replay().map(ReplayRing::new).orElse(null);
  }

  /** Whether it keeps anything. */
  boolean keeps() {
    return lastValues != null || replay != null;
  }

  /** {@code null} if they are not kept. */
  LastValues lastValues() {
    return lastValues;
  }

  /** {@code null} if none is kept. */
  ReplayRing replay() {
    return replay;
  }

  /**
   * One has come.
   *
   * @param offset how many have come with it
   * @param parts the list is valid during this call only
   */
  void keep(long offset, List<byte[]> parts, long now) {
    KeptPublication publication = KeptPublication.of(offset, parts, now);
    if (lastValues != null) {
      lastValues.keep(publication);
    }
    if (replay != null) {
      replay.keep(publication);
    }
  }

  /** Forgets what is too old; to be called now and then. */
  void onTick(long now) {
    if (lastValues != null) {
      lastValues.expire(now);
    }
    if (replay != null) {
      replay.expire(now);
    }
  }

  /** How long publications are there for those who come back; 0: none is kept for them. */
  long replayNanos() {
    return replay == null ? 0 : replay.nanos();
  }

  /** Whether a last value would not be the last any more if a prefix were not heard. */
  boolean needs(Topic prefix) {
    return lastValues != null && lastValues.has(prefix);
  }

  /** A prefix is not heard any more: what was the last of it will not stay so. */
  void onUnheard(Topic prefix, Predicate<Topic> isHeard) {
    if (lastValues != null) {
      lastValues.forget(prefix, isHeard);
    }
  }

  boolean isEmpty() {
    return (lastValues == null || lastValues.isEmpty()) && (replay == null || replay.isEmpty());
  }
}
