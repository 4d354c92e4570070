package org.zmqwebbridge;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.UnixPlace;

/** Reads where a listener is. Nothing is looked up. */
final class HostAndPort {
  private static final InetAddress LOOPBACK_V4 = InetAddresses.forString("127.0.0.1");
  private static final InetAddress LOOPBACK_V6 = InetAddresses.forString("::1");
  private static final int MAX_PORT = 65535;
  private static final String UNIX = "unix:";

  private HostAndPort() {}

  /**
   * Parses an IP address and a port from 0 to 65535; or {@code 8000} or {@code localhost:8000},
   * this machine only, by IPv4 and, if it has it, IPv6; or {@code :8000} or {@code *:8000}, every
   * address of this machine.
   *
   * @return the addresses, IPv4 first; all with the same port
   * @throws IllegalArgumentException with what is wrong
   */
  static List<InetSocketAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "localhost" : text.substring(0, colon);
    int port = port(text, text.substring(colon + 1));
    return switch (host) {
      case "localhost" -> loopback(port);
      case "", "*" -> List.of(new InetSocketAddress(port));
      default -> List.of(new InetSocketAddress(literal(text, host), port));
    };
  }

  /**
   * A Unix socket, if this is one: {@code unix:/path}, with {@code ?mode=660&user=…&group=…} or
   * without.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static Optional<UnixPlace> unix(String text) {
    return text.startsWith(UNIX)
        ? Optional.of(UnixPlace.of(text.substring(UNIX.length()), Path.of("")))
        : Optional.empty();
  }

  private static int port(String text, String digits) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
      throw malformed(text);
    }
    return Integer.parseInt(digits);
  }

  private static InetAddress literal(String text, String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String address = bracketed ? host.substring(1, host.length() - 1) : host;
    try {
      if (bracketed == address.contains(":")) {
        return InetAddresses.forString(address);
      }
    } catch (IllegalArgumentException noAddress) {
      // said below
    }
    throw malformed(text);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is no IP address with a port, such as 127.0.0.1:8000 or [::1]:8000; 8000 alone is"
            + " this machine only, *:8000 every address of it");
  }

  private static List<InetSocketAddress> loopback(int port) {
    InetSocketAddress v4 = new InetSocketAddress(LOOPBACK_V4, port);
    return hasV6() ? List.of(v4, new InetSocketAddress(LOOPBACK_V6, port)) : List.of(v4);
  }

  private static boolean hasV6() {
    try {
      return NetworkInterface.getByInetAddress(LOOPBACK_V6) != null;
    } catch (SocketException none) {
      return false;
    }
  }

  /** For people: {@code 127.0.0.1:8000}, {@code [::1]:8000}, or {@code *:8000}. */
  static String written(InetSocketAddress address, int port) {
    return host(address.getAddress()) + ":" + port;
  }

  /** For a URL of somebody on this machine; every address includes its own. */
  static String forUrl(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    return host.isAnyLocalAddress() ? "127.0.0.1" : host(host);
  }

  private static String host(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return "*"; // Java listens by IPv4 and IPv6 then, however it was written
    }
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + InetAddresses.toAddrString(address) + "]" : text;
  }
}
