package org.zmqwebbridge.relay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;

/**
 * A push relay: its locations, the first that matches a path answers, and the stores of their
 * channels.
 *
 * @param stores what makes each, by name; every one that a location or a feed names
 * @param feeds what ZeroMQ services publish there
 * @param hooks of the application, asked in this order
 * @param limits what clients may take
 */
public record RelayConfig(
    List<LocationSpec> locations,
    Map<String, Supplier<ChannelStore>> stores,
    List<FeedSpec> feeds,
    List<RelayHooks> hooks,
    RelayLimits limits) {
  /** The store of locations that name none. */
  public static final String DEFAULT_STORE = "default";

  /** No relay. */
  public static final RelayConfig NONE = new RelayConfig(List.of(), Map.of());

  public RelayConfig {
    locations = List.copyOf(locations);
    stores = Map.copyOf(stores);
    feeds = List.copyOf(feeds);
    hooks = List.copyOf(hooks);
    for (LocationSpec location : locations) {
      if (!stores.containsKey(location.store())) {
        throw new IllegalArgumentException(
            "the location " + location.path().text() + " names no store: " + location.store());
      }
    }
    for (FeedSpec feed : feeds) {
      if (!stores.containsKey(feed.store())) {
        throw new IllegalArgumentException(
            "the feed by " + feed.endpoint() + " names no store: " + feed.store());
      }
    }
  }

  /** One without feeds. */
  public RelayConfig(List<LocationSpec> locations, Map<String, Supplier<ChannelStore>> stores) {
    this(locations, stores, List.of());
  }

  /** One without hooks. */
  public RelayConfig(
      List<LocationSpec> locations,
      Map<String, Supplier<ChannelStore>> stores,
      List<FeedSpec> feeds) {
    this(locations, stores, feeds, List.of());
  }

  /** One with the limits that hold unless others are named. */
  public RelayConfig(
      List<LocationSpec> locations,
      Map<String, Supplier<ChannelStore>> stores,
      List<FeedSpec> feeds,
      List<RelayHooks> hooks) {
    this(locations, stores, feeds, hooks, RelayLimits.DEFAULTS);
  }

  /** The same with these hooks. */
  public RelayConfig withHooks(List<RelayHooks> asked) {
    return new RelayConfig(locations, stores, feeds, asked, limits);
  }

  /** The same with these limits. */
  public RelayConfig withLimits(RelayLimits other) {
    return new RelayConfig(locations, stores, feeds, hooks, other);
  }

  /**
   * Where a path leads.
   *
   * @param id of its channel, or its channels; empty: it names none
   */
  record Found(LocationSpec location, Optional<String> id) {}

  /** The first location that a path matches, which is tried once for each until then. */
  Optional<Found> lead(String path) {
    for (LocationSpec location : locations) {
      Optional<LocationPath.Match> match = location.path().match(path);
      if (match.isPresent()) {
        return Optional.of(new Found(location, match.get().id()));
      }
    }
    return Optional.empty();
  }

  /** The same with a store of this name, if it has none. */
  public RelayConfig withStore(String name, Supplier<ChannelStore> maker) {
    Map<String, Supplier<ChannelStore>> all = new HashMap<>(stores);
    all.putIfAbsent(name, maker);
    return new RelayConfig(locations, all, feeds, hooks);
  }

  /** The location that a path leads to. */
  public Optional<LocationSpec> find(String path) {
    return lead(path).map(Found::location);
  }
}
