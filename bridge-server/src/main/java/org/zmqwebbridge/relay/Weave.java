package org.zmqwebbridge.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.relay.wire.PlaceId;

/**
 * The channels of a {@link Subscription} that has several: what they keep comes in the order of
 * their ids, then what is published as it comes; each with a place in all of them.
 *
 * <p>A place says of channels that are quiet in its second that all before that second has been
 * heard. So, before the first message of a later second is told, what the others have of earlier
 * ones is read: it may be on its way still.
 *
 * <p>Owner thread: none; its own lock, under which its hearer is told.
 */
final class Weave {
  private final List<Strand> strands = new ArrayList<>();
  private final Channels channels;
  private final Wording wording;
  private final Hearer hearer;
  private final int maxWaiting;
  private final Counters counters;
  private final Batch batch = new Batch();
  private PlaceId place;
  private long caughtUp; // all channels are known until this second begins
  private boolean catching; // up, which takes a while
  private boolean opened;
  private boolean gap; // before it is opened
  private boolean over;

  /**
   * @param start where its client is
   * @param maxWaiting the most messages of a channel that wait for those of others
   */
  Weave(
      PlaceId start,
      Channels channels,
      Wording wording,
      Hearer hearer,
      int maxWaiting,
      Counters counters) {
    this.maxWaiting = maxWaiting;
    this.place = start;
    this.channels = channels;
    this.wording = wording;
    this.hearer = hearer;
    this.counters = counters;
  }

  /**
   * One more channel; all are added before any waits.
   *
   * @param name in its store
   * @param last it has had all until there
   */
  Strand add(String id, String name, MessageId last) {
    Strand strand = new Strand(this, strands.size(), id, name, last);
    strands.add(strand);
    return strand;
  }

  Hearer hearer() {
    return hearer;
  }

  // Messages

  /** Goes on, after something has come. */
  synchronized void proceed() {
    if (over || catching || strands.stream().anyMatch(strand -> !strand.hasSpoken())) {
      return;
    }
    if (!opened) {
      opened = true;
      hearer.opened(gap);
    }
    batch.reset(wording.labelBytes());
    for (Strand next = next(); next != null && !catching; next = next()) {
      if (next.first().seconds() > Math.max(caughtUp, place.seconds())) {
        catchUp(next.first().seconds());
      } else {
        take(next);
      }
    }
    if (batch.count() > 0) {
      hearer.heard(batch);
    }
  }

  private void take(Strand strand) {
    Message message = strand.remove();
    place = place.after(strand.index(), message.seconds(), message.id().tag());
    wording.add(batch, message, place.seconds(), place.tags());
  }

  /** The one with the earliest message; {@code null}: there is none, or an earlier one may come. */
  private Strand next() {
    Strand first = null;
    for (Strand strand : strands) {
      if (!strand.hasSpoken()) {
        return null;
      }
      if (strand.first() != null && (first == null || strand.isBefore(first))) {
        first = strand;
      }
    }
    return first;
  }

  /** What is read of a channel. */
  private record Reading(Strand strand, CompletableFuture<Stretch> stretch) {}

  /** Reads what channels have of earlier seconds that have nothing else. */
  private void catchUp(long second) {
    List<Reading> readings = new ArrayList<>();
    for (Strand strand : strands) {
      if (strand.first() == null && strand.last() != null) {
        Place after = new Place.After(strand.last());
        readings.add(
            new Reading(
                strand, channels.read(strand.name(), after, maxWaiting).toCompletableFuture()));
      }
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            readings.stream().map(Reading::stretch).toArray(CompletableFuture<?>[]::new));
    if (all.isDone()) {
      caughtUp(second, readings);
    } else {
      catching = true;
      CompletableFuture<Object> unused =
          all.handle(
              (nothing, failure) -> {
                caughtUp(second, readings);
                proceed();
                return null;
              });
    }
  }

  private synchronized void caughtUp(long second, List<Reading> readings) {
    catching = false;
    boolean whole = true;
    for (Reading reading : readings) {
      if (reading.stretch.isCompletedExceptionally() || reading.stretch.join().hasGap()) {
        lost(reading.strand); // or perhaps so
      }
      if (!reading.stretch.isCompletedExceptionally()) {
        Stretch stretch = reading.stretch.join();
        reading.strand.add(stretch.messages());
        whole &= stretch.isWhole() || stretch.messages().isEmpty();
      }
    }
    if (whole) { // what is left is read when these have been told
      caughtUp = second;
    }
  }

  /** Messages of a channel are lost. */
  synchronized void lost(Strand strand) {
    strand.forget();
    if (opened) {
      hearer.gap();
    } else {
      gap = true;
    }
  }

  /** A channel has more than may wait. */
  void lags() {
    counters.increment(Counter.RELAY_LAGGING);
    if (end()) {
      hearer.failed(new ChannelException(Fault.BUSY, "one of the channels cannot be read in time"));
    }
  }

  int maxWaiting() {
    return maxWaiting;
  }

  synchronized boolean isOpened() {
    return opened;
  }

  /** Whether it has not ended before. */
  synchronized boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }
}
