package org.zmqwebbridge;

import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;

/** Reads {@code host:port} of a listener. */
final class HostAndPort {
  private HostAndPort() {}

  /**
   * Parses an IP address, or {@code localhost}, and a port from 0 to 65535.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static InetSocketAddress parse(String text) {
    try {
      com.google.common.net.HostAndPort parts = com.google.common.net.HostAndPort.fromString(text);
      if (parts.hasPort()) {
        String host = parts.getHost().equals("localhost") ? "127.0.0.1" : parts.getHost();
        return new InetSocketAddress(InetAddresses.forString(host), parts.getPort());
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no IP address with a port, such as 127.0.0.1:8000 or [::1]:8000");
  }
}
