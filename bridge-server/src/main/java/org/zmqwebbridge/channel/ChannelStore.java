package org.zmqwebbridge.channel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Remembers what is published in channels, and tells its listener of it: for one bridge, or for
 * many that share it.
 *
 * <p>Stages fail with a {@link ChannelException}, or with anything else, which counts as {@link
 * ChannelException.Fault#UNAVAILABLE}. Names of channels are any text; each store keeps its own
 * apart.
 *
 * <p>Owner thread: none; every method may be called from any thread, and none but {@link #start}
 * and {@link #close} blocks. Stages may complete on the calling thread, or on one of the store's.
 */
public interface ChannelStore extends AutoCloseable {
  /**
   * Begins; called once, before all else.
   *
   * @param listener is told what is published in channels that are followed
   * @throws IllegalStateException if it cannot; the message says why and what to do
   */
  void start(StoreListener listener);

  /**
   * Publishes: gives it the next id and offset of its channel, keeps it as long as the retention
   * says, and has every bridge that follows the channel told.
   *
   * @param create whether to make the channel if there is none
   * @param key an idempotency key: of two publications with the same one, within some minutes, the
   *     second is not published and returns what the first did; empty: none
   */
  CompletionStage<Published> publish(
      String channel, Item item, Retention retention, boolean create, Optional<String> key);

  /**
   * Reads what is kept. Says that somebody has asked for a message, as {@link
   * ChannelState#requestedSecondsAgo} tells.
   *
   * @param max how many messages at most; 0: only where the place is
   */
  CompletionStage<Stretch> read(String channel, Place place, int max);

  /**
   * The same for somebody who is told what comes: of a channel that is followed, what its listener
   * has not been told yet may be missing.
   */
  default CompletionStage<Stretch> readFollowed(String channel, Place place, int max) {
    return read(channel, place, max);
  }

  /**
   * What is known about a channel; its subscribers are those at other bridges. Empty: there is
   * none.
   */
  CompletionStage<Optional<ChannelState>> state(String channel);

  /**
   * Makes a channel, if there is none.
   *
   * @return whether there was none
   */
  CompletionStage<Boolean> create(String channel);

  /**
   * Removes a channel and its messages, and has every bridge that follows it told.
   *
   * @return whether there was one
   */
  CompletionStage<Boolean> delete(String channel);

  /** Forgets one message of a channel, if it keeps it. */
  CompletionStage<Void> forget(String channel, MessageId id);

  /**
   * The same, if more messages than so many are kept. A store that does not do it in one step may
   * keep fewer where two are forgotten at once.
   *
   * @param least how many stay
   */
  default CompletionStage<Void> forget(String channel, MessageId id, int least) {
    return least == 0
        ? forget(channel, id)
        : state(channel)
            .thenCompose(
                state ->
                    state.isPresent() && state.get().messages() > least
                        ? forget(channel, id)
                        : CompletableFuture.completedFuture(null));
  }

  /**
   * From the end of the stage on, the listener is told of everything that happens in a channel, by
   * whichever bridge. Following twice is following once.
   */
  CompletionStage<Void> follow(String channel);

  /** The listener need not be told any more. */
  void unfollow(String channel);

  /**
   * From the end of the stage on, the listener {@linkplain StoreListener#heard hears} each message
   * of channels whose names begin so, once whatever is tapped: as much as comes, without a promise.
   * A store that cannot do it fails.
   */
  default CompletionStage<Void> tap(String prefix) {
    return CompletableFuture.failedFuture(
        new ChannelException(
            ChannelException.Fault.UNAVAILABLE, "this store cannot listen to many channels"));
  }

  /** Ends a tap. */
  default void untap(String prefix) {}

  /**
   * How many subscribers a channel has at this bridge, whenever that changes; for {@link
   * ChannelState#subscribers}.
   */
  void subscribers(String channel, int count);

  /**
   * Who is on a channel, as its subscribers call themselves, at this bridge.
   *
   * @param connections how many a member has there now; 0: it has left
   */
  void present(String channel, String member, int connections);

  /** Who is on a channel, at all bridges, each with how many connections. */
  CompletionStage<Map<String, Integer>> members(String channel);

  /**
   * Lets go of what is too old; called about once a second.
   *
   * @param isWanted whether somebody waits at a channel, here
   */
  default void sweep(Predicate<String> isWanted) {}

  /** Ends; nobody is told anything after it has returned. */
  @Override
  void close();
}
