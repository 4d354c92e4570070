package org.zmqwebbridge.grip;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All requests that are held.
 *
 * <p>Owner thread: none.
 */
final class LiveHolds {
  private final Set<Held> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** One begins; it is stopped at once where all are. */
  void add(Held held) {
    open.add(held);
    if (stopped) {
      held.stop();
    }
  }

  void remove(Held held) {
    open.remove(held);
  }

  int size() {
    return open.size();
  }

  /** The bridge ends: so do all. */
  void stop() {
    stopped = true;
    open.forEach(Held::stop);
  }
}
