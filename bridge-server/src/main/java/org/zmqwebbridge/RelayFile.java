package org.zmqwebbridge;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.PublishSpec;

/** The settings of a configuration file of hbpush: {@code port}, {@code address}, and a relay. */
final class RelayFile {
  private static final int THEIR_PORT = 80;
  private static final int MAX_PORT = 65_535;

  /** Where hbpush kept all for ever: what is more than that is too old, or too much for memory. */
  private static final Retention KEPT = new Retention(10_000, 32 << 20, 86_400);

  private RelayFile() {}

  /**
   * Reads all of it.
   *
   * @param port to listen on, whatever the file says; empty: as it says
   * @throws org.zmqwebbridge.config.ConfigException if something is unknown or wrong; the message
   *     says where and what to do
   */
  static BridgeBuilder read(Section root, Optional<Integer> port) {
    return root.collecting(section -> all(section, port));
  }

  private static BridgeBuilder all(Section root, Optional<Integer> port) {
    BridgeBuilder builder = alone();
    int theirs = (int) root.number("port", THEIR_PORT, 0, MAX_PORT);
    int used = port.orElse(theirs);
    builder.listen(":" + used); // every address, as theirs
    root.parsed("address", address -> builder.listen(at(address, used)));
    builder.relay(RelaySettings.theirs(root, standard()));
    root.end();
    return builder.warnings(root.warnings());
  }

  /** A bridge that is nothing but a relay: no path is anything else's. */
  static BridgeBuilder alone() {
    return Bridge.builder().serves(Set.of(Served.HTTP, Served.ZWS));
  }

  private static LocationSpec standard() {
    PublishSpec standard = PublishSpec.DEFAULTS;
    return LocationSpec.of(Kind.PUBSUB, LocationPath.prefix("/"))
        .withFlavor(Flavor.HBPUSH)
        .with(
            new PublishSpec(
                standard.createOnPost(),
                KEPT,
                standard.maxMessageBytes(),
                standard.forgetsReceived(),
                standard.forward()));
  }

  /** IPv6 addresses have no brackets there. */
  private static String at(String address, int port) {
    String host = address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    List<InetSocketAddress> unused = HostAndPort.parse(host + ":" + port);
    return host + ":" + port;
  }
}
