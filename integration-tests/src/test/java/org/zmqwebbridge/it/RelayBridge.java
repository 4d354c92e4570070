package org.zmqwebbridge.it;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayConfig;

/** Bridges that are push relays. */
final class RelayBridge {
  private RelayBridge() {}

  static LocationSpec publisher(String prefix) {
    return LocationSpec.of(Kind.PUBLISHER, LocationPath.prefix(prefix));
  }

  static LocationSpec subscriber(String prefix) {
    return LocationSpec.of(Kind.SUBSCRIBER, LocationPath.prefix(prefix));
  }

  /** Publishers at /pub/, subscribers at /sub/, all as the protocol has it. */
  static TestBridge start(Supplier<ChannelStore> store) {
    return start(store, publisher("/pub/"), subscriber("/sub/"));
  }

  static TestBridge start(Supplier<ChannelStore> store, LocationSpec... locations) {
    return start(store, settings -> settings, locations);
  }

  static TestBridge start(
      Supplier<ChannelStore> store,
      UnaryOperator<BridgeBuilder> settings,
      LocationSpec... locations) {
    RelayConfig relay =
        new RelayConfig(List.of(locations), Map.of(RelayConfig.DEFAULT_STORE, store));
    return TestBridge.start(builder -> settings.apply(builder.relay(relay)));
  }
}
