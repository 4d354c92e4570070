package org.zmqwebbridge.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.observe.Counter;

/**
 * What publishers do at a location, in one channel or in several at once: what they are told is
 * then of all together, as nchan adds it up.
 *
 * <p>Owner thread: none. Immutable.
 */
final class Publications {
  private final LocationSpec location;
  private final Channels channels;
  private final RelayContext context;
  private final List<String> ids;

  /**
   * @param ids of the channels, at least one
   */
  Publications(LocationSpec location, List<String> ids, Channels channels, RelayContext context) {
    this.location = location;
    this.ids = List.copyOf(ids);
    this.channels = channels;
    this.context = context;
  }

  private <T> CompletionStage<T> inAll(
      Function<String, CompletionStage<T>> action, BinaryOperator<T> sum) {
    CompletionStage<T> all = action.apply(ids.get(0));
    for (String id : ids.subList(1, ids.size())) {
      all = all.thenCombine(action.apply(id), sum);
    }
    return all;
  }

  private String name(String id) {
    return location.names().channel(id);
  }

  /** Whether there is room for a body among what is on its way; to be given back. */
  boolean takesRoom(Item item) {
    return context.requestBytes().tryTake(item.body().length);
  }

  /**
   * Publishes what has taken room, or what hooks and services put in its place, and gives it back.
   *
   * @param request of its publisher
   * @return the channel as it is then; empty: nothing is to be published. Fails as {@link
   *     #publish(Item, Optional)}, and with a {@link DeniedException}
   */
  CompletionStage<Optional<ChannelState>> publish(
      RelayRequest request, Item item, Optional<String> key) {
    if (!context.callOuts().changePublications(location)) {
      return publish(item, key).thenApply(Optional::of);
    }
    int taken = item.body().length;
    return context
        .callOuts()
        .change(location, request, item)
        .whenComplete((changed, failure) -> context.requestBytes().give(taken))
        .thenCompose(
            changed ->
                changed.isPresent()
                    ? published(changed.get(), key)
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  private CompletionStage<Optional<ChannelState>> published(Item item, Optional<String> key) {
    return takesRoom(item)
        ? publish(item, key).thenApply(Optional::of)
        : CompletableFuture.failedFuture(
            new ChannelException(Fault.BUSY, "too much is being published"));
  }

  /**
   * Publishes what has taken room, and gives it back.
   *
   * @param key as {@link Channels#publish}
   * @return the channel as it is then; fails as {@link Channels#publish}
   */
  CompletionStage<ChannelState> publish(Item item, Optional<String> key) {
    List<Forward.Sending> sendings = new ArrayList<>(0);
    CompletionStage<ChannelState> published =
        reserves(item, sendings)
            ? inAll(id -> publish(id, item, key), Publications::together)
            : CompletableFuture.failedFuture(
                new ChannelException(Fault.BUSY, "what is forwarded is not taken in time"));
    return published.whenComplete((state, failure) -> sent(item, sendings, failure == null));
  }

  private CompletionStage<ChannelState> publish(String id, Item item, Optional<String> key) {
    PublishSpec spec = location.publish();
    return channels
        .publish(name(id), item, spec.retention(), spec.createOnPost(), key)
        .thenApply(
            published -> {
              context.counters().increment(Counter.RELAY_PUBLISHED);
              context.events(location, channels).tell("channel_publish", id);
              return published.state();
            });
  }

  private boolean reserves(Item item, List<Forward.Sending> sendings) {
    Forward forward = location.publish().forward().map(context.forwards()::get).orElse(null);
    if (forward == null) {
      return true;
    }
    for (String id : ids) {
      Forward.Sending sending = forward.tryReserve(name(id), item.body());
      if (sending == null) {
        sendings.forEach(Forward.Sending::giveBack);
        sendings.clear();
        return false;
      }
      sendings.add(sending);
    }
    return true;
  }

  private void sent(Item item, List<Forward.Sending> sendings, boolean isPublished) {
    context.requestBytes().give(item.body().length);
    sendings.forEach(isPublished ? Forward.Sending::send : Forward.Sending::giveBack);
  }

  /** What is known about the channel; empty: one of several is missing. */
  CompletionStage<Optional<ChannelState>> state() {
    return inAll(id -> channels.state(name(id)), Publications::both);
  }

  /** Makes the channel, if there is none. */
  CompletionStage<Optional<ChannelState>> create() {
    return inAll(id -> channels.create(name(id)), (one, other) -> one || other)
        .thenCompose(isNew -> state());
  }

  /**
   * Removes the channel.
   *
   * @return what it was; empty: there was none
   */
  CompletionStage<Optional<ChannelState>> delete() {
    return inAll(this::delete, Publications::any);
  }

  private CompletionStage<Optional<ChannelState>> delete(String id) {
    return channels
        .state(name(id))
        .thenCompose(state -> delete(name(id), state))
        .thenApply(
            state -> {
              if (state.isPresent()) {
                context.events(location, channels).tell("channel_delete", id);
              }
              return state;
            });
  }

  private CompletionStage<Optional<ChannelState>> delete(
      String name, Optional<ChannelState> state) {
    return channels
        .delete(name)
        .thenCompose(
            was ->
                was && location.flavor().ways().keepsDeleted()
                    ? channels.create(name).thenApply(isNew -> state)
                    : CompletableFuture.completedFuture(was ? state : Optional.empty()));
  }

  private static Optional<ChannelState> both(
      Optional<ChannelState> one, Optional<ChannelState> other) {
    return one.flatMap(state -> other.map(more -> together(state, more)));
  }

  private static Optional<ChannelState> any(
      Optional<ChannelState> one, Optional<ChannelState> other) {
    return one.isPresent() && other.isPresent() ? both(one, other) : one.or(() -> other);
  }

  private static ChannelState together(ChannelState one, ChannelState other) {
    return new ChannelState(
        Math.max(one.messages(), other.messages()),
        sooner(one.requestedSecondsAgo(), other.requestedSecondsAgo()),
        one.subscribers() + other.subscribers(),
        MessageId.NONE);
  }

  private static long sooner(long one, long other) {
    return one < 0 ? other : other < 0 ? one : Math.min(one, other);
  }
}
