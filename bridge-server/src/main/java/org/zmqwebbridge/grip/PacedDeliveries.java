package org.zmqwebbridge.grip;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Deliveries that wait until the rate lets them go: routes take turns, and each route's go in their
 * order.
 *
 * <p>Owner thread: none; a small lock, which is not held while something is delivered. One batch at
 * a time, on the timer. Lifetime: its dialect's.
 */
final class PacedDeliveries {
  private final DeliveryRate rate;
  private final ScheduledExecutorService timer;
  private final Counters counters;
  private final Map<String, Queue<Delivery>> waiting =
      new LinkedHashMap<>(); // by routes; lock: this
  private boolean isPacing; // a batch is under way, or is to come; lock: this

  /** One item for one who hears. */
  interface Delivery {
    /** Delivers it; false: there was nothing to deliver to anybody. */
    boolean run();
  }

  /**
   * @param timer one thread that deliveries may take a while of
   */
  PacedDeliveries(DeliveryRate rate, ScheduledExecutorService timer, Counters counters) {
    this.rate = rate;
    this.timer = timer;
    this.counters = counters;
  }

  /** Whether there is a rate; otherwise nobody waits. */
  boolean isLimited() {
    return rate.isLimited();
  }

  /**
   * Has something delivered when it may be; it is dropped, and counted, if too much waits already.
   *
   * @param route the id of its receiver's route; may be empty
   */
  void add(String route, Delivery delivery) {
    boolean isFirst;
    synchronized (this) {
      Queue<Delivery> queue = waiting.computeIfAbsent(route, any -> new ArrayDeque<>());
      if (rate.hwm() > 0 && queue.size() >= rate.hwm()) {
        counters.increment(Counter.GRIP_DELIVERIES_DROPPED);
        return;
      }
      queue.add(delivery);
      isFirst = !isPacing;
      isPacing = true;
    }
    if (isFirst) {
      next(0);
    }
  }

  private void next(long millis) {
    Future<?> unused = timer.schedule(this::batch, millis, TimeUnit.MILLISECONDS);
  }

  /** After one that had nothing to do, the next begins at once when there is something. */
  private void batch() {
    int most = rate.batch();
    int done = 0;
    for (Delivery one = take(); one != null; one = done < most ? take() : null) {
      done += one.run() ? 1 : 0;
    }
    boolean goesOn;
    synchronized (this) {
      goesOn = done > 0 || !waiting.isEmpty();
      isPacing = goesOn;
    }
    if (goesOn) {
      next(rate.batchMillis());
    }
  }

  /** The first of the route whose turn it is; {@code null}: there is none. */
  private synchronized Delivery take() {
    Iterator<Map.Entry<String, Queue<Delivery>>> routes = waiting.entrySet().iterator();
    if (!routes.hasNext()) {
      return null;
    }
    Map.Entry<String, Queue<Delivery>> route = routes.next();
    String id = route.getKey();
    Queue<Delivery> queue = route.getValue();
    routes.remove();
    Delivery first = queue.remove();
    if (!queue.isEmpty()) {
      waiting.put(id, queue); // at the end
    }
    return first;
  }
}
