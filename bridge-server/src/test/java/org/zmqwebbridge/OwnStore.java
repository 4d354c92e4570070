package org.zmqwebbridge;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.StoreListener;
import org.zmqwebbridge.channel.Stretch;

/** A store of somebody's own, as {@code relay.store.type} names it; it is never used. */
public class OwnStore implements ChannelStore {
  final Map<String, String> settings;

  public OwnStore(Map<String, String> settings) {
    this.settings = settings;
    if (settings.containsKey("fails")) {
      throw new IllegalStateException("as it was told");
    }
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException();
  }

  @Override
  public void start(StoreListener listener) {
    throw unused();
  }

  @Override
  public CompletionStage<Published> publish(
      String channel, Item item, Retention retention, boolean create, Optional<String> key) {
    throw unused();
  }

  @Override
  public CompletionStage<Stretch> read(String channel, Place place, int max) {
    throw unused();
  }

  @Override
  public CompletionStage<Optional<ChannelState>> state(String channel) {
    throw unused();
  }

  @Override
  public CompletionStage<Boolean> create(String channel) {
    throw unused();
  }

  @Override
  public CompletionStage<Boolean> delete(String channel) {
    throw unused();
  }

  @Override
  public CompletionStage<Void> forget(String channel, MessageId id) {
    throw unused();
  }

  @Override
  public CompletionStage<Void> follow(String channel) {
    throw unused();
  }

  @Override
  public void unfollow(String channel) {
    throw unused();
  }

  @Override
  public void subscribers(String channel, int count) {
    throw unused();
  }

  @Override
  public void present(String channel, String member, int connections) {
    throw unused();
  }

  @Override
  public CompletionStage<Map<String, Integer>> members(String channel) {
    throw unused();
  }

  @Override
  public void close() {
    // it holds nothing
  }
}
