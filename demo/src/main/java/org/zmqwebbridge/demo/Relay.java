package org.zmqwebbridge.demo;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.StreamSpec;
import org.zmqwebbridge.relay.SubscribeSpec;
import org.zmqwebbridge.relay.SubscriberKind;

/** The demo's push relay: a channel is published in at one location, and heard at three. */
final class Relay {
  /** What pages open to hear channels by SUB sockets. */
  static final String ENDPOINT = "channels";

  private static final int MAX_CHANNELS = 1_000;
  private static final int MAX_BYTES = 16 << 20;
  private static final int IDLE_SECONDS = 600;

  static final RelayConfig CONFIG =
      new RelayConfig(
          List.of(
              at(Kind.PUBLISHER, "/publisher/"),
              at(Kind.SUBSCRIBER, "/subscriber/"),
              at(Kind.SUBSCRIBER, "/interval/").with(interval()),
              at(Kind.SUBSCRIBER, "/stream/")
                  .with(StreamSpec.DEFAULTS.withKinds(Set.of(SubscriberKind.RAW)))),
          Map.of(
              RelayConfig.DEFAULT_STORE,
              () ->
                  new MemoryStore(InstantSource.system(), MAX_CHANNELS, MAX_BYTES, IDLE_SECONDS)));

  private Relay() {}

  private static LocationSpec at(Kind kind, String prefix) {
    return LocationSpec.of(kind, LocationPath.prefix(prefix));
  }

  private static SubscribeSpec interval() {
    SubscribeSpec standard = SubscribeSpec.DEFAULTS;
    return new SubscribeSpec(
        false,
        standard.unknown(),
        standard.concurrency(),
        standard.timeoutMillis(),
        standard.maxSubscribers(),
        standard.skipsQueueOnNoCache());
  }
}
