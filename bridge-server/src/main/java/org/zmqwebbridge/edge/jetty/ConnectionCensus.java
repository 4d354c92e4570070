package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections, over all and per address, and refuses those beyond the limits.
 *
 * <p>Owner thread: none.
 */
final class ConnectionCensus {
  private final int maxConnections;
  private final int maxPerAddress;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  /**
   * @param maxPerAddress 0 means no limit
   */
  ConnectionCensus(int maxConnections, int maxPerAddress) {
    this.maxConnections = maxConnections;
    this.maxPerAddress = maxPerAddress;
  }

  /** Whether one more may come; it then counts until {@link #leave}. */
  boolean tryEnter(InetAddress address) {
    if (all.incrementAndGet() > maxConnections) {
      all.decrementAndGet();
      return false;
    }
    if (maxPerAddress > 0 && perAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
      leave(address);
      return false;
    }
    return true;
  }

  /** One that entered has gone. */
  void leave(InetAddress address) {
    all.decrementAndGet();
    if (maxPerAddress > 0) {
      perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many are here. */
  int size() {
    return all.get();
  }
}
