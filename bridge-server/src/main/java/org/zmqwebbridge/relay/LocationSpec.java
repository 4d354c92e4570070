package org.zmqwebbridge.relay;

/**
 * Some paths, and what a request there is: a publisher's, a subscriber's, or either.
 *
 * <p>Immutable.
 *
 * @param store the name of the store that its channels are in
 */
public record LocationSpec(
    Kind kind,
    LocationPath path,
    String store,
    Flavor flavor,
    NameSpec names,
    PublishSpec publish,
    SubscribeSpec subscribe,
    AccessSpec access) {

  /** Who comes to a location. */
  public enum Kind {
    PUBLISHER,
    SUBSCRIBER,
    /** Subscribers by GET and WebSocket, publishers by all else. */
    PUBSUB
  }

  /** One with the defaults of the protocol. */
  public static LocationSpec of(Kind kind, LocationPath path) {
    return new LocationSpec(
        kind,
        path,
        RelayConfig.DEFAULT_STORE,
        Flavor.PROTOCOL,
        NameSpec.DEFAULTS,
        PublishSpec.DEFAULTS,
        SubscribeSpec.DEFAULTS,
        AccessSpec.DEFAULTS);
  }

  public LocationSpec withFlavor(Flavor other) {
    return new LocationSpec(kind, path, store, other, names, publish, subscribe, access);
  }

  public LocationSpec withStore(String other) {
    return new LocationSpec(kind, path, other, flavor, names, publish, subscribe, access);
  }

  public LocationSpec with(NameSpec other) {
    return new LocationSpec(kind, path, store, flavor, other, publish, subscribe, access);
  }

  public LocationSpec with(PublishSpec other) {
    return new LocationSpec(kind, path, store, flavor, names, other, subscribe, access);
  }

  public LocationSpec with(SubscribeSpec other) {
    return new LocationSpec(kind, path, store, flavor, names, publish, other, access);
  }

  public LocationSpec with(AccessSpec other) {
    return new LocationSpec(kind, path, store, flavor, names, publish, subscribe, other);
  }
}
