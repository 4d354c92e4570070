package org.zmqwebbridge.edge.jetty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections, over all and per address, and refuses those beyond the limits. Of IPv6, an
 * address is a whole network of 64 bits: anyone who has one address there has all of them.
 *
 * <p>Owner thread: none.
 */
final class ConnectionCensus {
  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  private volatile int maxConnections;
  private volatile int maxPerAddress;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  /**
   * @param maxPerAddress 0 means no limit
   */
  ConnectionCensus(int maxConnections, int maxPerAddress) {
    this.maxConnections = maxConnections;
    this.maxPerAddress = maxPerAddress;
  }

  /** From now on, so many may be here; those who are stay. */
  void limits(int most, int mostPerAddress) {
    maxConnections = most;
    maxPerAddress = mostPerAddress;
  }

  /** Whether one more may come, of whatever address; it then counts until {@link #leave}. */
  boolean tryEnter() {
    if (all.incrementAndGet() > maxConnections) {
      all.decrementAndGet();
      return false;
    }
    return true;
  }

  /** One that entered has gone. */
  void leave() {
    all.decrementAndGet();
  }

  /** Whether an address may have one more; it then counts until {@link #leave(InetAddress)}. */
  boolean tryEnter(InetAddress address) {
    int most = maxPerAddress;
    int here = perAddress.merge(network(address), 1, Integer::sum); // the limit may come later
    if (most > 0 && here > most) {
      leave(address);
      return false;
    }
    return true;
  }

  /** One of this address has gone. */
  void leave(InetAddress address) {
    perAddress.computeIfPresent(network(address), (key, count) -> count == 1 ? null : count - 1);
  }

  private static InetAddress network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), IPV6_BYTES);
    try {
      return InetAddress.getByAddress(network);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible); // sixteen bytes are an address
    }
  }

  /** How many are here. */
  int size() {
    return all.get();
  }
}
