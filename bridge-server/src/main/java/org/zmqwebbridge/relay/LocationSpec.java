package org.zmqwebbridge.relay;

import java.util.function.Consumer;

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

  /** What the methods that take a value may change. */
  private static final class Draft {
    private String store;
    private Flavor flavor;
    private NameSpec names;
    private PublishSpec publish;
    private SubscribeSpec subscribe;
    private StreamSpec streams;
    private SeveralSpec several;
    private PresenceSpec presence;
    private CallOutSpec callOuts;
    private AccessSpec access;

    Draft(LocationSpec of) {
      store = of.store;
      flavor = of.flavor;
      names = of.names;
      publish = of.publish;
      subscribe = of.subscribe;
      streams = of.streams;
      several = of.several;
      presence = of.presence;
      callOuts = of.callOuts;
      access = of.access;
    }
  }

  private LocationSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new LocationSpec(
        kind,
        path,
        draft.store,
        draft.flavor,
        draft.names,
        draft.publish,
        draft.subscribe,
        draft.streams,
        draft.several,
        draft.presence,
        draft.callOuts,
        draft.access);
  }

  public LocationSpec withStore(String other) {
    return with(draft -> draft.store = other);
  }

  public LocationSpec withFlavor(Flavor other) {
    return with(draft -> draft.flavor = other);
  }

  public LocationSpec with(NameSpec other) {
    return with(draft -> draft.names = other);
  }

  public LocationSpec with(PublishSpec other) {
    return with(draft -> draft.publish = other);
  }

  public LocationSpec with(SubscribeSpec other) {
    return with(draft -> draft.subscribe = other);
  }

  public LocationSpec with(StreamSpec other) {
    return with(draft -> draft.streams = other);
  }

  public LocationSpec with(SeveralSpec other) {
    return with(draft -> draft.several = other);
  }

  public LocationSpec with(PresenceSpec other) {
    return with(draft -> draft.presence = other);
  }

  public LocationSpec with(CallOutSpec other) {
    return with(draft -> draft.callOuts = other);
  }

  public LocationSpec with(AccessSpec other) {
    return with(draft -> draft.access = other);
  }
}
