package org.zmqwebbridge.relay;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.channel.Item;

/**
 * What an application decides about subscribers and publishers at locations, and hears of them;
 * after its {@link org.zmqwebbridge.auth.Authorizer}. A stage that fails, or is late, is a no.
 *
 * <p>Owner thread: any; nothing may block.
 */
public interface RelayHooks {
  /** Whether somebody may subscribe, or publish. */
  default CompletionStage<Boolean> allows(RelayRequest request) {
    return CompletableFuture.completedFuture(true);
  }

  /**
   * Somebody publishes.
   *
   * @return what is published in its place; empty: nothing
   */
  default CompletionStage<Optional<Item>> publishing(RelayRequest request, Item item) {
    return CompletableFuture.completedFuture(Optional.of(item));
  }

  /** Somebody is a subscriber that stays; not called for one that polls. */
  default void subscribed(RelayRequest request) {}

  /** It is none any more. */
  default void unsubscribed(RelayRequest request) {}
}
