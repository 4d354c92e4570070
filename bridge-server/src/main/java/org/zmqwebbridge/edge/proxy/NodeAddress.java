package org.zmqwebbridge.edge.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One node of a forwarding header: an IPv4 address, with a port or without; an IPv6 address; one in
 * brackets, with a port or without (RFC 7239, section 6). Names, {@code unknown} and obfuscated
 * identifiers are nobody's address.
 */
final class NodeAddress {
  /** A longer one is no address: 45 characters of IPv6, brackets, and a port. */
  private static final int MAX_CHARACTERS = 64;

  private static final Pattern NODE =
      Pattern.compile(
          "(?:(?<four>[0-9.]+)|\\[(?<six>[0-9a-fA-F:.]+)\\])(?::(?:(?<port>[0-9]{1,5})|_[A-Za-z0-9._-]+))?");
  private static final Pattern BARE_SIX = Pattern.compile("[0-9a-fA-F:.]+");
  private static final int MAX_PORT = 65_535;

  private NodeAddress() {}

  /** Reads one; empty if it is none. The port is 0 if none is said. */
  static Optional<InetSocketAddress> parse(String node) {
    if (node.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    Matcher parts = NODE.matcher(node);
    if (!parts.matches()) {
      return BARE_SIX.matcher(node).matches() && node.indexOf(':') >= 0
          ? at(node, null)
          : Optional.empty();
    }
    String six = parts.group("six");
    if (six != null && six.indexOf(':') < 0) {
      return Optional.empty(); // IPv4 stands without brackets
    }
    return at(six == null ? parts.group("four") : six, parts.group("port"));
  }

  private static Optional<InetSocketAddress> at(String literal, String port) {
    int number = port == null ? 0 : Integer.parseInt(port);
    Optional<InetAddress> address = IpNetwork.address(literal);
    return number > MAX_PORT
        ? Optional.empty()
        : address.map(found -> new InetSocketAddress(found, number));
  }
}
