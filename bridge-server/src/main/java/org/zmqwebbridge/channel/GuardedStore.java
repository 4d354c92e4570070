package org.zmqwebbridge.channel;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * A store as the one that asks it can rely on: whatever it throws, returns or forgets to return,
 * there is a stage, it brings a result or fails with a {@link ChannelException}, and failures are
 * counted.
 *
 * <p>Owner thread: none, as its store's.
 */
final class GuardedStore implements ChannelStore {
  private final ChannelStore store;
  private final Counters counters;

  GuardedStore(ChannelStore store, Counters counters) {
    this.store = store;
    this.counters = counters;
  }

  private <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> question) {
    CompletionStage<T> answer;
    try {
      answer = Objects.requireNonNull(question.get(), "no stage");
    } catch (RuntimeException thrown) {
      answer = CompletableFuture.failedFuture(thrown);
    }
    return answer.handle(this::result);
  }

  private <T> T result(T value, Throwable failure) {
    if (failure != null) {
      ChannelException why = ChannelException.of(failure);
      count(why.fault());
      throw why;
    }
    return value;
  }

  /** For those whose result is never {@code null}. */
  private <T> CompletionStage<T> askFor(Supplier<CompletionStage<T>> question) {
    return ask(() -> question.get().thenApply(value -> Objects.requireNonNull(value, "nothing")));
  }

  private void count(Fault fault) {
    switch (fault) {
      case TOO_MANY_CHANNELS -> counters.increment(Counter.CHANNELS_REFUSED);
      case FULL -> counters.increment(Counter.STORES_FULL);
      case UNAVAILABLE -> counters.increment(Counter.STORES_FAILED);
      default -> {} // an answer like others
    }
  }

  @Override
  public void start(StoreListener listener) {
    store.start(listener);
  }

  @Override
  public CompletionStage<Published> publish(
      String channel, Item item, Retention retention, boolean create, Optional<String> key) {
    return askFor(() -> store.publish(channel, item, retention, create, key));
  }

  @Override
  public CompletionStage<Stretch> read(String channel, Place place, int max) {
    return askFor(() -> store.read(channel, place, max));
  }

  @Override
  public CompletionStage<Optional<ChannelState>> state(String channel) {
    return askFor(() -> store.state(channel));
  }

  @Override
  public CompletionStage<Boolean> create(String channel) {
    return askFor(() -> store.create(channel));
  }

  @Override
  public CompletionStage<Boolean> delete(String channel) {
    return askFor(() -> store.delete(channel));
  }

  @Override
  public CompletionStage<Void> forget(String channel, MessageId id) {
    return ask(() -> store.forget(channel, id));
  }

  @Override
  public CompletionStage<Void> forget(String channel, MessageId id, int least) {
    return ask(() -> store.forget(channel, id, least));
  }

  @Override
  public CompletionStage<Void> follow(String channel) {
    return ask(() -> store.follow(channel));
  }

  @Override
  public void unfollow(String channel) {
    store.unfollow(channel);
  }

  @Override
  public CompletionStage<Void> tap(String prefix) {
    return ask(() -> store.tap(prefix));
  }

  @Override
  public void untap(String prefix) {
    store.untap(prefix);
  }

  @Override
  public void subscribers(String channel, int count) {
    store.subscribers(channel, count);
  }

  @Override
  public void present(String channel, String member, int connections) {
    store.present(channel, member, connections);
  }

  @Override
  public CompletionStage<Map<String, Integer>> members(String channel) {
    return askFor(() -> store.members(channel));
  }

  @Override
  public void sweep(Predicate<String> isWanted) {
    store.sweep(isWanted);
  }

  @Override
  public void close() {
    store.close();
  }
}
