package org.zmqwebbridge.edge.jetty;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * Counts connections that are turned away for where they come from, and says so in the log, with
 * the address and the setting.
 *
 * <p>Owner thread: any.
 */
final class LimitRefusals {
  private static final Logger log = LoggerFactory.getLogger(LimitRefusals.class);

  private volatile HandshakeLimits limits;
  private final Counters counters;

  LimitRefusals(HandshakeLimits limits, Counters counters) {
    this.limits = limits;
    this.counters = counters;
  }

  /** From now on, these are the limits. */
  void limits(HandshakeLimits changed) {
    limits = changed;
  }

  /** One too many over all. */
  void overAll(InetAddress address) {
    count(
        Counter.HANDSHAKES_REFUSED_LIMIT,
        LineKind.LIMIT_REFUSED,
        address,
        "connection refused: with the one from {} there would be more than the "
            + limits.maxConnections()
            + " of limits.maxConnections");
  }

  /** One too many of an address. */
  void ofAddress(InetAddress address) {
    count(
        Counter.HANDSHAKES_REFUSED_LIMIT,
        LineKind.LIMIT_REFUSED,
        address,
        "connection refused: {} would have more than the "
            + limits.maxConnectionsPerAddress()
            + " of limits.maxConnectionsPerAddress; if it is a proxy, name it in trustedProxies");
  }

  /** Not from a trusted proxy, where there must be one. */
  void untrusted(InetAddress peer) {
    count(
        Counter.PROXY_PEERS_UNTRUSTED,
        LineKind.PROXY_REFUSED,
        peer,
        "connection refused: {} is none of trustedProxies, and clientAddress is proxy");
  }

  /** From a trusted proxy, but not as the PROXY protocol has it. */
  void withoutHeader(InetAddress proxy) {
    count(
        Counter.PROXY_HEADERS_MISSING,
        LineKind.PROXY_REFUSED,
        proxy,
        "connection refused: {} sends no PROXY header; have the proxy send it (send-proxy-v2), or"
            + " set another clientAddress");
  }

  /** Not refused, but a handshake that counts for its proxy. */
  void unreadable(InetAddress proxy, String header, boolean missing) {
    count(
        Counter.FORWARDED_UNREADABLE,
        LineKind.FORWARDED_UNREADABLE,
        proxy,
        missing
            ? "the proxy {} sends no " + header + ": its own address counts"
            : "what the proxy {} sends as " + header + " names no client: its own address counts");
  }

  /**
   * @param text with {} where the address stands
   */
  private void count(Counter counter, LineKind kind, InetAddress address, String text) {
    counters.increment(counter);
    counters.line(kind, more -> log.info(text + "{}", InetAddresses.toAddrString(address), more));
  }
}
