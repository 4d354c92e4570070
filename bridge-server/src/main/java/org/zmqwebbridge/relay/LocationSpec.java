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
    StreamSpec streams,
    SeveralSpec several,
    PresenceSpec presence,
    CallOutSpec callOuts,
    AccessSpec access) {

  /** Who comes to a location. */
  public enum Kind {
    PUBLISHER,
    SUBSCRIBER,
    /** Subscribers by GET and WebSocket, publishers by all else. */
    PUBSUB,
    /** Who asks how the relay does; each path is such a place. */
    STATUS
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
        StreamSpec.DEFAULTS,
        SeveralSpec.DEFAULTS,
        PresenceSpec.NONE,
        CallOutSpec.NONE,
        AccessSpec.DEFAULTS);
  }

  public LocationSpec withFlavor(Flavor other) {
    return new LocationSpec(
        kind, path, store, other, names, publish, subscribe, streams, several, presence, callOuts,
        access);
  }

  public LocationSpec withStore(String other) {
    return new LocationSpec(
        kind, path, other, flavor, names, publish, subscribe, streams, several, presence, callOuts,
        access);
  }

  public LocationSpec with(NameSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, other, publish, subscribe, streams, several, presence, callOuts,
        access);
  }

  public LocationSpec with(PublishSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, names, other, subscribe, streams, several, presence, callOuts,
        access);
  }

  public LocationSpec with(SubscribeSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, names, publish, other, streams, several, presence, callOuts,
        access);
  }

  public LocationSpec with(StreamSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, names, publish, subscribe, other, several, presence, callOuts,
        access);
  }

  public LocationSpec with(SeveralSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, names, publish, subscribe, streams, other, presence, callOuts,
        access);
  }

  public LocationSpec with(PresenceSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, names, publish, subscribe, streams, several, other, callOuts,
        access);
  }

  public LocationSpec with(CallOutSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, names, publish, subscribe, streams, several, presence, other,
        access);
  }

  public LocationSpec with(AccessSpec other) {
    return new LocationSpec(
        kind, path, store, flavor, names, publish, subscribe, streams, several, presence, callOuts,
        other);
  }
}
