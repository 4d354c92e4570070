package org.zmqwebbridge.edge.jetty;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Counts connections that are turned away, and says so in the log: a line a second at most, since
 * strangers can cause as many as they like.
 *
 * <p>Owner thread: any.
 */
final class LimitRefusals {
  private static final Logger log = LoggerFactory.getLogger(LimitRefusals.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final HandshakeLimits limits;
  private final Counters counters;
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicInteger heldBack = new AtomicInteger();

  LimitRefusals(HandshakeLimits limits, Counters counters) {
    this.limits = limits;
    this.counters = counters;
  }

  /** One too many over all. */
  void overAll(InetAddress address) {
    line(
        Counter.HANDSHAKES_REFUSED_LIMIT,
        "connection refused: with the next one, from {}, there would be more than the "
            + limits.maxConnections()
            + " of limits.maxConnections",
        address);
  }

  /** One too many of an address. */
  void ofAddress(InetAddress address) {
    line(
        Counter.HANDSHAKES_REFUSED_LIMIT,
        "connection refused: {} would have more than the "
            + limits.maxConnectionsPerAddress()
            + " of limits.maxConnectionsPerAddress; if it is a proxy, name it in trustedProxies",
        address);
  }

  /**
   * Counts, and writes a line unless the last one was written a moment ago.
   *
   * @param text with {} where the address stands
   */
  void line(Counter counter, String text, InetAddress address) {
    counters.increment(counter);
    long due = next.get();
    long now = System.nanoTime();
    if (now - due < 0 || !next.compareAndSet(due, now + PAUSE_NANOS)) {
      heldBack.incrementAndGet();
      return;
    }
    int left = heldBack.getAndSet(0);
    String more = left == 0 ? "" : " (and " + left + " more such events since the last line)";
    log.info(text + more, InetAddresses.toAddrString(address));
  }
}
