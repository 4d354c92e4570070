package org.zmqwebbridge;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.relay.FeedSpec;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.RelayLimits;

/**
 * The settings below {@code relay}, in hbpush's shape: {@code store} is one store, or several by
 * their names, and so is {@code stores}; of {@code locations} the first that matches answers.
 */
final class RelaySettings {
  private static final String KEY = "relay";

  private static final Set<SocketType> FEEDING = Set.of(SocketType.SUB);
  private static final Set<SocketType> FORWARDED = Set.of(SocketType.PUB, SocketType.PUSH);

  /** What holds for a location that does not say it. */
  private static final LocationSpec STANDARD =
      LocationSpec.of(Kind.PUBSUB, LocationPath.prefix("/"));

  private RelaySettings() {}

  static void read(Section root, BridgeBuilder builder) {
    if (root.has(KEY)) {
      root.attempt(() -> relay(root.section(KEY), builder)).ifPresent(builder::relay);
    }
  }

  private static RelayConfig relay(Section section, BridgeBuilder builder) {
    Map<String, Supplier<ChannelStore>> stores = new LinkedHashMap<>();
    if (section.has("store")) {
      add(RelayConfig.DEFAULT_STORE, section.section("store"), RedisFormat.STREAM, stores);
    }
    RelayConfig relay =
        read(section, stores, STANDARD, builder.takenPaths())
            .withLimits(limits(section.section("limits")));
    section.end();
    relay.feeds().forEach(feed -> demand(section, builder, "feeds", feed.endpoint(), FEEDING));
    relay.locations().stream()
        .flatMap(location -> location.publish().forward().stream())
        .forEach(endpoint -> demand(section, builder, "locations", endpoint, FORWARDED));
    return relay;
  }

  private static RelayLimits limits(Section section) {
    RelayLimits standard = RelayLimits.DEFAULTS;
    RelayLimits limits =
        new RelayLimits(
            number(section, "maxPublicationsPerSocket", standard.maxPublicationsPerSocket()),
            number(section, "maxMessagesPerPoll", standard.maxMessagesPerPoll()),
            number(section, "maxWaitingMessages", standard.maxWaitingMessages()),
            number(section, "maxCallOuts", standard.maxCallOuts()));
    section.end();
    return limits;
  }

  private static int number(Section section, String key, int standard) {
    return (int) section.number(key, standard, 1, Integer.MAX_VALUE);
  }

  private static void demand(
      Section section, BridgeBuilder builder, String key, String name, Set<SocketType> types) {
    Optional<SocketType> type = builder.typeOf(name);
    if (type.filter(types::contains).isEmpty()) {
      String wanted = types.stream().map(SocketType::name).sorted().collect(joining(" or "));
      String is = type.map(other -> ", and " + name + " is of type " + other).orElse("");
      section.refuse(
          key, name + " is to be an endpoint of type " + wanted + is + "; see endpoints");
    }
  }

  /** The same of a file of hbpush, whose {@code store} may also be several by their names. */
  static RelayConfig theirs(Section root, LocationSpec standard) {
    Map<String, Supplier<ChannelStore>> stores = new LinkedHashMap<>();
    Section store = root.section("store");
    if (store.has("type")) {
      add(RelayConfig.DEFAULT_STORE, store, RedisFormat.HBPUSH, stores);
    } else {
      store
          .orderedKeys()
          .forEach(name -> add(name, store.section(name), RedisFormat.HBPUSH, stores));
    }
    return read(root, stores, standard, TakenPaths.NONE);
  }

  /**
   * @param stores that are there already
   * @param standard what holds for a location that does not say it
   * @param taken paths that are something else's
   */
  private static RelayConfig read(
      Section section,
      Map<String, Supplier<ChannelStore>> stores,
      LocationSpec standard,
      TakenPaths taken) {
    Section named = section.section("stores");
    RedisFormat format =
        standard.flavor() == Flavor.HBPUSH ? RedisFormat.HBPUSH : RedisFormat.STREAM;
    named.orderedKeys().forEach(name -> add(name, named.section(name), format, stores));
    stores.putIfAbsent(RelayConfig.DEFAULT_STORE, MemoryStoreSettings.DEFAULTS);
    List<LocationSpec> locations = new ArrayList<>();
    for (Section one : section.sections("locations")) {
      section.attempt(() -> location(one, standard, stores, taken)).ifPresent(locations::add);
    }
    return new RelayConfig(
        section.has("locations") ? locations : standard(standard),
        stores,
        feeds(section, standard, stores));
  }

  private static List<FeedSpec> feeds(
      Section section, LocationSpec standard, Map<String, Supplier<ChannelStore>> stores) {
    List<FeedSpec> feeds = new ArrayList<>();
    for (Section one : section.sections("feeds")) {
      section.attempt(() -> feed(one, standard, stores)).ifPresent(feeds::add);
    }
    return feeds;
  }

  private static FeedSpec feed(
      Section section, LocationSpec standard, Map<String, Supplier<ChannelStore>> stores) {
    Optional<String> endpoint = section.required("endpoint", name -> name);
    String store = store(section, stores);
    List<String> topics = section.texts("topics");
    Retention kept =
        LocationSettings.retention(section.section("keep"), standard.publish().retention());
    section.end();
    return new FeedSpec(endpoint.orElseThrow(section::unusable), store, topics, kept);
  }

  /** The store that a location or a feed names. */
  private static String store(Section section, Map<String, Supplier<ChannelStore>> stores) {
    String store = section.text("store").orElse(RelayConfig.DEFAULT_STORE);
    if (!stores.containsKey(store)) {
      section.refuse(
          "store", "there is no store " + store + " but " + String.join(", ", stores.keySet()));
      throw section.unusable();
    }
    return store;
  }

  private static void add(
      String name,
      Section section,
      RedisFormat format,
      Map<String, Supplier<ChannelStore>> stores) {
    Supplier<ChannelStore> store =
        section
            .attempt(() -> StoreSettings.read(section, format))
            .orElse(MemoryStoreSettings.DEFAULTS); // why it is not that one is noted
    if (stores.putIfAbsent(name, store) != null) {
      section.refuse("type", "there is a store " + name + " already; call one of them otherwise");
    }
  }

  private static LocationSpec location(
      Section section,
      LocationSpec standard,
      Map<String, Supplier<ChannelStore>> stores,
      TakenPaths taken) {
    Optional<String> store = section.attempt(() -> store(section, stores));
    LocationSpec location =
        LocationSettings.read(section, standard).withStore(store.orElseThrow(section::unusable));
    taken
        .within(location.path())
        .ifPresent(why -> section.refuse(section.has("url") ? "url" : "prefix", why));
    return location;
  }

  /** A relay of which nothing is said. */
  static RelayConfig standard() {
    return new RelayConfig(
        standard(STANDARD), Map.of(RelayConfig.DEFAULT_STORE, MemoryStoreSettings.DEFAULTS));
  }

  /** Where none are listed: hbpush's own. */
  private static List<LocationSpec> standard(LocationSpec standard) {
    return List.of(
        at(Kind.PUBLISHER, "/publisher/", standard), at(Kind.SUBSCRIBER, "/subscriber/", standard));
  }

  private static LocationSpec at(Kind kind, String prefix, LocationSpec standard) {
    return LocationSpec.of(kind, LocationPath.prefix(prefix))
        .withFlavor(standard.flavor())
        .with(standard.publish())
        .with(standard.subscribe());
  }
}
