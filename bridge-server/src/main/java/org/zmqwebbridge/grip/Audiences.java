package org.zmqwebbridge.grip;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.HoldOptions;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.grip.stats.GripStats;
import org.zmqwebbridge.grip.wire.ChannelRef;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Who hears which channels by GRIP, at this bridge.
 *
 * <p>Owner thread: none; a lock for each audience.
 */
final class Audiences {
  private static final HoldOptions WAIT =
      new HoldOptions(Place.NEWEST, true, Concurrency.BROADCAST, 0);

  private final Channels channels;
  private final ChannelNames names;
  private final Counters counters;
  private final GripStats stats;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoClock;
  private final long waitNanos;
  private final SeenIds heard;
  private final PacedDeliveries paced;
  private final Map<String, Audience> audiences = new ConcurrentHashMap<>();
  private volatile ChannelWatch watch = ChannelWatch.NONE;

  /**
   * @param nanoClock what {@link System#nanoTime} is in production
   */
  Audiences(
      Channels channels,
      ChannelNames names,
      PublisherSpec spec,
      Counters counters,
      GripStats stats,
      ScheduledExecutorService timer,
      LongSupplier nanoClock) {
    this.channels = channels;
    this.names = names;
    this.counters = counters;
    this.stats = stats;
    this.timer = timer;
    this.nanoClock = nanoClock;
    this.waitNanos = TimeUnit.MILLISECONDS.toNanos(spec.messageWaitMillis());
    this.heard = new SeenIds(TimeUnit.SECONDS.toNanos(spec.idCacheSeconds()));
    this.paced = new PacedDeliveries(spec.rate(), timer, counters);
  }

  /** From now on, somebody hears which channels are heard; before anybody hears any. */
  void watch(ChannelWatch watching) {
    watch = watching;
  }

  /**
   * Has somebody hear a channel from now on.
   *
   * @param name of the channel, with the prefix of its route
   * @param route the id of that; may be empty
   */
  Ear join(String name, ChannelRef said, String route, GripListener listener) {
    while (true) {
      boolean[] isNew = {false};
      Audience audience =
          audiences.computeIfAbsent(
              name,
              any -> {
                isNew[0] = true;
                watch.opened(name); // once for each that is removed
                return new Audience(name, this, new Sequence(waitNanos, counters));
              });
      Ear ear = new Ear(said, route, audience, listener);
      counters.add(Counter.GRIP_FILTERS_UNKNOWN, said.filters().size() - ear.filters().count());
      if (audience.enter(ear)) {
        if (isNew[0]) {
          audience.begin(channels.hold(names.stored(name), audience, WAIT));
        }
        return ear;
      }
    }
  }

  /** Its channel was taken away: waits at one of the same name. */
  void again(String name, Audience audience) {
    audience.begin(channels.hold(names.stored(name), audience, WAIT));
  }

  void remove(String name, Audience audience) {
    if (audiences.remove(name, audience)) {
      watch.closed(name);
    }
  }

  /** Who hears a channel; empty: nobody does. */
  Optional<Audience> of(String name) {
    return Optional.ofNullable(audiences.get(name));
  }

  /** The id of the item of a channel that was delivered last; empty: not known. */
  Optional<String> lastId(String name) {
    return of(name).map(Audience::lastId);
  }

  /** The last id of a channel is not known any more. */
  void forgetLastId(String name) {
    of(name).ifPresent(Audience::forgetLastId);
  }

  /** Whether an item is the first of its id that is heard; counted where it is not. */
  boolean isFirst(PublishItem item) {
    boolean isFirst =
        item.id().isEmpty() || heard.isNew(item.channel(), item.id().get(), nanoClock.getAsLong());
    if (!isFirst) {
      counters.increment(Counter.GRIP_DUPLICATES);
    }
    return isFirst;
  }

  /** All who hear anything have to ask their origins what they have missed. */
  void recover() {
    audiences.values().forEach(Audience::recover);
  }

  /** Has something done after a while. */
  Future<?> after(long nanos, Runnable task) {
    return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  long now() {
    return nanoClock.getAsLong();
  }

  /** How many channels are heard. */
  int channels() {
    return audiences.size();
  }

  /** What is delivered no faster than the publishers' rate lets it. */
  PacedDeliveries paced() {
    return paced;
  }

  GripStats stats() {
    return stats;
  }

  Counters counters() {
    return counters;
  }
}
