package org.zmqwebbridge.channel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * The channels of one store, as this bridge sees them: who waits there, and what is published to
 * them.
 *
 * <p>Owner thread: none; a small lock for each channel, and deliveries run on an executor, one
 * after the other for each channel. Lifetime: from its start until it is closed.
 */
public final class Channels implements StoreListener, AutoCloseable {
  private final ChannelStore store;
  private final ChannelLimits limits;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();
  private final Taps taps;

  /**
   * @param executor delivers
   * @param timer has those go on who read too slowly to get all that is kept at once
   */
  public Channels(
      ChannelStore store,
      ChannelLimits limits,
      Executor executor,
      ScheduledExecutorService timer,
      LongSupplier nanoClock,
      Counters counters) {
    this.store = new GuardedStore(store, counters);
    this.taps = new Taps(store);
    this.limits = limits;
    this.executor = executor;
    this.timer = timer;
    this.nanoClock = nanoClock;
    this.counters = counters;
  }

  /**
   * Begins.
   *
   * @throws IllegalStateException as {@link ChannelStore#start}
   */
  public void start() {
    store.start(this);
  }

  /** As {@link ChannelStore#publish}; refused while the channel's subscribers do not keep up. */
  public CompletionStage<Published> publish(
      String name, Item item, Retention retention, boolean create, Optional<String> key) {
    Channel channel = channels.get(name);
    if (channel != null && channel.pendingBytes() > limits.maxPendingBytes()) {
      counters.increment(Counter.CHANNELS_BUSY);
      return CompletableFuture.failedFuture(
          new ChannelException(Fault.BUSY, "its subscribers do not keep up; try again later"));
    }
    return store.publish(name, item, retention, create, key);
  }

  private static ChannelState withElsewhere(ChannelState state, int here) {
    return new ChannelState(
        state.messages(), state.requestedSecondsAgo(), state.subscribers() + here, state.last());
  }

  /** As {@link ChannelStore#read}. */
  public CompletionStage<Stretch> read(String name, Place place, int max) {
    return store.read(name, place, max);
  }

  /** As {@link ChannelStore#readFollowed}. */
  CompletionStage<Stretch> readFollowed(String name, Place place, int max) {
    return store.readFollowed(name, place, max);
  }

  /** As {@link ChannelStore#state}, with the subscribers of this bridge too. */
  public CompletionStage<Optional<ChannelState>> state(String name) {
    return store
        .state(name)
        .thenApply(found -> found.map(state -> withElsewhere(state, subscribers(name))));
  }

  /** As {@link ChannelStore#create}. */
  public CompletionStage<Boolean> create(String name) {
    return store.create(name);
  }

  /** As {@link ChannelStore#delete}. */
  public CompletionStage<Boolean> delete(String name) {
    return store.delete(name);
  }

  /** As {@link ChannelStore#forget(String, MessageId)}. */
  public CompletionStage<Void> forget(String name, MessageId id) {
    return store.forget(name, id);
  }

  /** As {@link ChannelStore#forget(String, MessageId, int)}. */
  public CompletionStage<Void> forget(String name, MessageId id, int least) {
    return store.forget(name, id, least);
  }

  /** As {@link ChannelStore#present}. */
  public void present(String name, String member, int connections) {
    store.present(name, member, connections);
  }

  /** As {@link ChannelStore#members}. */
  public CompletionStage<Map<String, Integer>> members(String name) {
    return store.members(name);
  }

  /**
   * Has somebody hear all channels whose names begin so, each message once whatever it has asked
   * for, without a promise.
   *
   * @param tap only queues; equal only to itself
   */
  public CompletionStage<Void> tap(String prefix, BiConsumer<String, Message> tap) {
    return taps.add(prefix, tap);
  }

  /** It does not want them any more. */
  public void untap(String prefix, BiConsumer<String, Message> tap) {
    taps.remove(prefix, tap);
  }

  /**
   * Has somebody wait at a channel: first gets what is kept after its place, then what comes.
   *
   * @return what ends it; it may have ended already
   */
  public Holding hold(String name, Hold hold, HoldOptions options) {
    while (true) {
      Channel channel =
          channels.size() >= limits.maxChannels() && !channels.containsKey(name)
              ? null
              : channels.computeIfAbsent(name, this::open);
      if (channel == null) {
        counters.increment(Counter.CHANNELS_REFUSED);
        Holding none = new Holding(hold, null, options);
        none.end();
        hold.failed(new ChannelException(Fault.TOO_MANY_CHANNELS, "there are too many channels"));
        return none;
      }
      Holding holding = new Holding(hold, channel, options);
      if (channel.enter(holding)) {
        return holding;
      }
    }
  }

  private Channel open(String name) {
    return new Channel(name, this, nanoClock);
  }

  /** How many wait at a channel, here. */
  public int subscribers(String name) {
    Channel channel = channels.get(name);
    return channel == null ? 0 : channel.heads();
  }

  /** Hands over each that somebody waits at here, in no order. */
  public void each(Consumer<LiveChannel> hearer) {
    channels.forEach(
        (name, channel) ->
            hearer.accept(new LiveChannel(name, channel.heads(), channel.pendingBytes())));
  }

  /** How many channels have, or had a moment ago, somebody who waits here. */
  public int size() {
    return channels.size();
  }

  /** How many wait, in all channels; who still reads what is kept does not. */
  public int subscribers() {
    return channels.values().stream().mapToInt(Channel::waiting).sum();
  }

  /** Lets go of channels where nobody has been for a while; about once a second. */
  public void sweep() {
    store.sweep(name -> subscribers(name) > 0);
    long now = nanoClock.getAsLong();
    for (String name : channels.keySet()) {
      channels.computeIfPresent(name, (same, channel) -> forgets(channel, now) ? null : channel);
    }
  }

  private boolean forgets(Channel channel, long now) {
    boolean idle = channel.endIfIdle(now);
    if (idle) {
      store.unfollow(channel.name());
    }
    return idle;
  }

  ChannelStore store() {
    return store;
  }

  ChannelLimits limits() {
    return limits;
  }

  Executor executor() {
    return executor;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  Counters counters() {
    return counters;
  }

  @Override
  public int published(String name, Message message) {
    Channel channel = channels.get(name);
    return channel == null ? 0 : channel.published(message);
  }

  @Override
  public void heard(String name, Message message) {
    taps.heard(name, message);
  }

  @Override
  public void gap(String name) {
    Channel channel = channels.get(name);
    if (channel != null) {
      channel.gap();
    }
  }

  @Override
  public void deleted(String name) {
    Channel channel = channels.get(name);
    if (channel != null) {
      channel.deleted();
    }
  }

  @Override
  public void member(String name, String member, boolean joined) {
    Channel channel = channels.get(name);
    if (channel != null) {
      channel.member(member, joined);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
