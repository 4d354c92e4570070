package org.zmqwebbridge.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Hold;
import org.zmqwebbridge.channel.HoldOptions;
import org.zmqwebbridge.channel.Holding;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.relay.wire.PlaceId;

/**
 * A subscriber that stays, at one channel or several of a location.
 *
 * <p>Owner thread: none. Lifetime: from {@link #begin} until {@link #end}, also where its hearer
 * has been told of an end.
 */
final class Subscription {
  private final List<String> ids;
  private final Channels channels;
  private final LocationSpec location;
  private final RelayContext context;
  private final List<Holding> holdings = new ArrayList<>(1); // its own lock
  private boolean ended; // its own lock

  /**
   * @param ids of its channels, at least one
   */
  Subscription(List<String> ids, Channels channels, LocationSpec location, RelayContext context) {
    this.ids = ids;
    this.channels = channels;
    this.location = location;
    this.context = context;
  }

  /**
   * Begins.
   *
   * @param from where its client is; empty: it is new, and begins where the location says
   */
  void begin(Optional<PlaceId> from, Wording wording, Hearer hearer) {
    if (ids.size() == 1) {
      hold(0, new Strain(ids.get(0), wording, hearer), place(0, from));
      return;
    }
    List<CompletableFuture<Stretch>> places = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      places.add(channels.read(name(i), place(i, from), 0).toCompletableFuture());
    }
    CompletableFuture<Object> unused =
        CompletableFuture.allOf(places.toArray(CompletableFuture<?>[]::new))
            .handle(
                (nothing, failure) -> {
                  if (failure == null) {
                    weave(from, places, wording, hearer);
                  } else {
                    hearer.failed(ChannelException.of(failure));
                  }
                  return null;
                });
  }

  private Place place(int index, Optional<PlaceId> from) {
    return from.<Place>map(id -> new Place.After(new MessageId(id.seconds(), id.tag(index))))
        .orElse(location.streams().first());
  }

  private String name(int index) {
    return location.names().channel(ids.get(index));
  }

  private void weave(
      Optional<PlaceId> from,
      List<CompletableFuture<Stretch>> places,
      Wording wording,
      Hearer hearer) {
    PlaceId start = from.orElseGet(() -> PlaceId.start(ids.size()));
    int maxWaiting = context.limits().maxWaitingMessages();
    Weave weave = new Weave(start, channels, wording, hearer, maxWaiting, context.counters());
    List<Strand> strands = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      strands.add(weave.add(ids.get(i), name(i), places.get(i).join().end()));
    }
    for (int i = 0; i < ids.size() && !hasEnded(); i++) {
      hold(i, strands.get(i), new Place.After(strands.get(i).last()));
    }
  }

  private void hold(int index, Hold hold, Place place) {
    Holding holding =
        channels.hold(
            name(index),
            hold,
            new HoldOptions(
                place,
                location.subscribe().unknown() == Unknown.HOLD,
                ids.size() == 1
                    ? location.flavor().ways().concurrency(location.subscribe())
                    : Concurrency.BROADCAST,
                location.subscribe().maxSubscribers()));
    if (!keep(holding)) {
      holding.leave();
    }
  }

  private synchronized boolean keep(Holding holding) {
    return !ended && holdings.add(holding);
  }

  private synchronized boolean hasEnded() {
    return ended;
  }

  /** Leaves. */
  void end() {
    List<Holding> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(holdings);
      holdings.clear();
    }
    all.forEach(Holding::leave);
  }
}
