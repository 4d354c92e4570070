package org.zmqwebbridge;

import java.util.List;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.proxy.ClientAddressSource;
import org.zmqwebbridge.edge.proxy.IpNetwork;
import org.zmqwebbridge.edge.proxy.TrustedProxies;

/** The settings {@code trustedProxies} and {@code clientAddress}. */
final class ProxySettings {
  private ProxySettings() {}

  static void read(Section root, BridgeBuilder builder) {
    List<IpNetwork> networks = root.oneOrMore("trustedProxies", IpNetwork::parse);
    ClientAddressSource source =
        root.parsed("clientAddress", ClientAddressSource::of).orElse(ClientAddressSource.SOCKET);
    try {
      builder.trustedProxies(new TrustedProxies(source, networks));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(root.where() + ": " + wrong.getMessage());
    }
  }
}
