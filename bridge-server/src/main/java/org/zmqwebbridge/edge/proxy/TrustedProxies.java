package org.zmqwebbridge.edge.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The peers that may say whom they speak for, and where they say it.
 *
 * <p>Immutable.
 *
 * @param source where they say it
 * @param networks who they are
 */
public record TrustedProxies(ClientAddressSource source, List<IpNetwork> networks) {

  /** Nobody is one. */
  public static final TrustedProxies NONE =
      new TrustedProxies(ClientAddressSource.SOCKET, List.of());

  /** A longer way is not followed. */
  static final int MAX_HOPS = 64;

  /**
   * @throws IllegalArgumentException if one of both is missing; the message says what to do
   */
  public TrustedProxies {
    networks = List.copyOf(networks);
    if (source != ClientAddressSource.SOCKET && networks.isEmpty()) {
      throw new IllegalArgumentException(
          "clientAddress is "
              + source.word()
              + ", but nobody is trusted to say it; name the proxies in trustedProxies");
    }
    if (source == ClientAddressSource.SOCKET && !networks.isEmpty()) {
      throw new IllegalArgumentException(
          "trustedProxies are named, but not where they say who the client is; set clientAddress"
              + " to x-forwarded-for, forwarded or proxy");
    }
  }

  /** Whether a peer is one. */
  public boolean contains(InetAddress address) {
    for (IpNetwork network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The client, by what a trusted peer's headers say: from right to left, the first that is no
   * trusted proxy; if all are, the leftmost.
   *
   * @param lines the values of the source's header, in the order sent
   * @return empty if they do not say it: there is none, or one on the way from the right cannot be
   *     read. The port is 0 if none is said
   */
  public Optional<InetSocketAddress> client(List<String> lines) {
    InetSocketAddress last = null;
    int hops = 0;
    for (int line = lines.size() - 1; line >= 0; line--) {
      for (String text : nodes(lines.get(line))) {
        Optional<InetSocketAddress> node = NodeAddress.parse(text);
        if (node.isEmpty() || ++hops > MAX_HOPS || !contains(node.get().getAddress())) {
          return hops > MAX_HOPS ? Optional.empty() : node;
        }
        last = node.get();
      }
    }
    return Optional.ofNullable(last);
  }

  private List<String> nodes(String line) {
    return source == ClientAddressSource.FORWARDED
        ? ForwardedHeader.nodes(line)
        : ForwardedForHeader.nodes(line);
  }
}
