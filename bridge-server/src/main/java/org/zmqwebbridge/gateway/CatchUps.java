package org.zmqwebbridge.gateway;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;

/**
 * The subscribers of one endpoint that are still to get something that was kept: each as fast as it
 * reads, a chunk at a time.
 *
 * <p>Owner thread: the loop's. Lifetime: its gateway's.
 */
final class CatchUps {
  private final LongSupplier nanoClock;
  private final IntSupplier maxMessageBytes;
  private final FanOut members;
  private final KeptPublications kept;
  private final SlowReaders slowReaders;
  private final Encoders encoders = new Encoders();
  private final Map<SubscriberSeat, CatchUp> all = new LinkedHashMap<>();
  private boolean ready; // whether the time was over before all had been done that could be

  /**
   * @param maxMessageBytes the limit for what goes to a browser
   * @param slowReaders of its endpoint
   */
  CatchUps(
      LongSupplier nanoClock,
      IntSupplier maxMessageBytes,
      FanOut members,
      KeptPublications kept,
      SlowReaders slowReaders) {
    this.nanoClock = nanoClock;
    this.maxMessageBytes = maxMessageBytes;
    this.members = members;
    this.kept = kept;
    // Of what is kept, none replaces another.
    boolean latest = slowReaders.policy() == SlowReaderPolicy.LATEST;
    SlowReaderPolicy policy = latest ? SlowReaderPolicy.OLDEST : slowReaders.policy();
    this.slowReaders = new SlowReaders(policy, slowReaders.tally());
  }

  /** Whether a member is still to get something. */
  boolean has(SubscriberSeat seat) {
    return all.containsKey(seat);
  }

  /** Whether a member hears nothing as it is published, but reads that, too. */
  boolean isParked(SubscriberSeat seat) {
    CatchUp catchUp = all.get(seat);
    return catchUp != null && catchUp.isParked();
  }

  /**
   * A member has subscribed.
   *
   * @param topics what is left of those that it asks for
   * @param epoch of the endpoint's offsets
   */
  void begin(SubscriberSeat seat, SubscribeOptions options, HeardSince.Parts topics, String epoch) {
    CatchUp catchUp = all.computeIfAbsent(seat, CatchUp::new);
    catchUp.forget(topics.heard());
    catchUp.forget(topics.unheard());
    long upTo = catchUp.position(members.missedBy(seat));
    if (options.after() == null) {
      lastValues(catchUp, topics.heard(), options.last(), upTo);
    } else {
      replay(catchUp, options, topics, upTo, options.after().epoch().equals(epoch));
    }
  }

  private void replay(
      CatchUp catchUp,
      SubscribeOptions options,
      HeardSince.Parts topics,
      long upTo,
      boolean sameEpoch) {
    ReplayRing ring = kept.replay();
    Gap gap = catchUp.gap();
    long asked = sameEpoch ? Math.min(options.after().offset(), upTo) : ring.first() - 1;
    if (!sameEpoch) {
      gap.begin(Subscriber.OTHER_EPOCH);
    }
    boolean missed = options.last() && (!sameEpoch || ring.first() > asked + 1);
    lastValues(catchUp, topics.heard(), missed, Math.min(upTo, ring.first() - 1));
    lastValues(catchUp, topics.unheard(), options.last(), Math.min(upTo, topics.since()));
    if (!topics.heard().isEmpty()) {
      catchUp.add(new ReplayReader(ring, topics.heard(), asked, upTo, gap));
    }
    if (!topics.unheard().isEmpty()) {
      catchUp.add(ReplayReader.notHeard(ring, topics.unheard(), asked, topics.since(), upTo, gap));
    }
    if (!catchUp.isParked()) {
      catchUp.park(upTo);
      members.change(catchUp.seat(), Set.of(), Set.copyOf(catchUp.seat().topics()));
    }
  }

  private void lastValues(CatchUp catchUp, Collection<Topic> topics, boolean wanted, long upTo) {
    if (wanted && kept.lastValues() != null && !topics.isEmpty()) {
      catchUp.add(new LastValueReader(kept.lastValues(), topics, upTo));
    }
  }

  /** A member does not want these any more. */
  void forget(SubscriberSeat seat, Collection<Topic> topics) {
    CatchUp catchUp = all.get(seat);
    if (catchUp != null) {
      catchUp.forget(topics);
    }
  }

  /** A member has left. */
  void remove(SubscriberSeat seat) {
    all.remove(seat);
  }

  /** Goes on with those that read, unless a batch is under way. */
  void go(long deadline) {
    ready = false;
    boolean more = !all.isEmpty() && !members.isDelivering();
    while (more) {
      more = false;
      for (Iterator<CatchUp> each = all.values().iterator(); each.hasNext() && !ready; ) {
        CatchUp catchUp = each.next();
        if (catchUp.seat().member().isDrained()) {
          if (step(catchUp)) {
            each.remove();
          } else {
            more = true;
          }
          ready = nanoClock.getAsLong() - deadline >= 0;
        }
      }
      more = more && !ready;
    }
    ready = ready && !all.isEmpty();
  }

  /** Whether there is more to do at once. */
  boolean isReady() {
    return ready;
  }

  private boolean step(CatchUp catchUp) {
    KeptChunk chunk = new KeptChunk();
    SubscriberSeat seat = catchUp.seat();
    long published = members.missedBy(seat);
    boolean done = catchUp.read(chunk, kept.replay(), published);
    if (!chunk.isEmpty()) {
      tellGap(catchUp, chunk.publications().get(0).offset());
      deliver(seat.member(), chunk.publications());
    }
    if (done) {
      tellGap(catchUp, published + 1);
      if (catchUp.isParked()) {
        members.change(seat, Set.copyOf(seat.topics()), Set.of());
      }
    }
    return done;
  }

  private void tellGap(CatchUp catchUp, long from) {
    if (catchUp.gap().tell(catchUp.seat().member(), from)) {
      slowReaders.tally().increment(Counter.REPLAY_GAPS);
    }
  }

  private void deliver(Subscriber member, List<KeptPublication> publications) {
    Encoder<?> encoded =
        encoders.encode(
            member.encoding(),
            publications,
            kept.replay() != null,
            maxMessageBytes.getAsInt(),
            slowReaders.tally());
    if (encoded.count() > 0) {
      member.publications(encoded, slowReaders);
      slowReaders.tally().add(Counter.DELIVERIES, encoded.count());
    }
  }
}
