package org.zmqwebbridge.grip;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import org.zmqwebbridge.edge.RequestHead;

/**
 * What filters ask origins: so much at once, and what is more waits for its turn.
 *
 * <p>Owner thread: none; a small lock. Lifetime: its dialect's.
 */
final class FilterAsks {
  /** So many requests at once. */
  static final int MOST_AT_ONCE = 100;

  /** So many wait for their turn; of more, nobody gets the message. */
  static final int MOST_WAITING = 10_000;

  /** How long an origin may take. */
  static final int TIMEOUT_SECONDS = 10;

  private final ScheduledExecutorService timer;
  private final List<String> hosts;
  private final Queue<Runnable> waiting = new ArrayDeque<>(0); // lock: this
  private int underWay; // lock: this

  /**
   * @param hosts beyond a route's own targets that may be asked, each with its port
   */
  FilterAsks(ScheduledExecutorService timer, List<String> hosts) {
    this.timer = timer;
    this.hosts = List.copyOf(hosts);
  }

  /**
   * Who asks about messages to one client.
   *
   * @param client its request
   */
  FilterAsk of(GripRoute route, RequestHead client, GripContext context) {
    return new RouteFilterAsk(route, client, context, this, hosts);
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /**
   * Has a request be begun, now or when another has ended.
   *
   * @return false: too many wait
   */
  boolean begin(Runnable request) {
    synchronized (this) {
      if (underWay >= MOST_AT_ONCE) {
        return waiting.size() < MOST_WAITING && waiting.add(request);
      }
      underWay++;
    }
    request.run();
    return true;
  }

  /** A request has ended. */
  void ended() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      underWay -= next == null ? 1 : 0;
    }
    if (next != null) {
      timer.execute(next); // not on the stack of the one before
    }
  }
}
