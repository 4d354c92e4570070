package org.zmqwebbridge.mongrel2.proxy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.zmqwebbridge.origin.OriginAddress;

/**
 * The servers of a proxy, in the order in which they are tried: as they are written, but for those
 * that could not be reached a short while ago, which come last.
 *
 * <p>Owner thread: none.
 */
final class Backends {
  private static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long NEVER = 0;

  private final List<OriginAddress> all;
  private final AtomicLongArray failedAt;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Backends(List<OriginAddress> all, LongSupplier nanoTime) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a proxy without a server: name one");
    }
    this.all = List.copyOf(all);
    this.failedAt = new AtomicLongArray(all.size());
    this.nanoTime = nanoTime;
  }

  /** For one request. */
  Iterator<OriginAddress> order() {
    List<OriginAddress> first = new ArrayList<>(all.size());
    List<OriginAddress> last = new ArrayList<>(0);
    for (int i = 0; i < all.size(); i++) {
      (isAvoided(i) ? last : first).add(all.get(i));
    }
    first.addAll(last);
    return first.iterator();
  }

  private boolean isAvoided(int index) {
    long failed = failedAt.get(index);
    return failed != NEVER && nanoTime.getAsLong() - failed < AVOIDED_NANOS;
  }

  /** It could not be reached. */
  void failed(OriginAddress which) {
    failedAt.set(all.indexOf(which), nanoTime.getAsLong() | 1);
  }
}
