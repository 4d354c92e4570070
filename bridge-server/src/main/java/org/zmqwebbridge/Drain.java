package org.zmqwebbridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.jetty.JettyEdge;

/**
 * A drain that an operator wants: load balancers are told to send nobody here any more; and, where
 * that is wanted too, nobody new is let in, and those who are here are told to come back, spread
 * over a time.
 *
 * <p>Owner thread: none; a lock, which is held while those are ended who are due. Lifetime: the
 * bridge's; it may begin and end again and again.
 */
final class Drain {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);
  private static final long STEP_MILLIS = 50;

  /** What clients still have here. */
  record Left(int webSockets, int streams, int requests, int clients) {
    boolean isNothing() {
      return webSockets + streams + requests + clients == 0;
    }
  }

  private final JettyEdge edge;
  private final ScheduledExecutorService timer;
  private final Deque<Runnable> endings = new ArrayDeque<>(); // in the order of their turn
  private Future<?> steps; // null: nobody is ended
  private long closingSince;
  private long closingNanos;
  private int all; // whose turn comes, or has come
  private volatile boolean isOn;
  private volatile boolean isClosing;

  /**
   * @param timer ends those who are due
   */
  Drain(JettyEdge edge, ScheduledExecutorService timer) {
    this.edge = edge;
    this.timer = timer;
  }

  /** Whether nobody should be sent here. */
  boolean isOn() {
    return isOn;
  }

  /** Whether nobody new is let in, and those who are here are ended. */
  boolean isClosing() {
    return isClosing;
  }

  /** What is left now, whether it is on or not. */
  Left left() {
    return new Left(
        edge.openConnections(), edge.openStreams(), edge.unfinishedExchanges(), edge.openOwn());
  }

  /** Begins: who is here stays. */
  synchronized void begin() {
    stopClosing();
    isOn = true;
    edge.welcomes(false, true);
  }

  /**
   * Begins: nobody new is let in, and WebSockets and streams end.
   *
   * @param seconds over which; at least one
   */
  synchronized void close(int seconds) {
    stopClosing();
    isOn = true;
    isClosing = true;
    edge.welcomes(false, false);
    endings.addAll(edge.endings());
    all = endings.size();
    closingSince = System.nanoTime();
    closingNanos = TimeUnit.SECONDS.toNanos(seconds);
    steps = timer.scheduleWithFixedDelay(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void step() {
    double share = (double) (System.nanoTime() - closingSince) / closingNanos;
    int due = (int) Math.min(all, Math.ceil(share * all));
    for (int done = all - endings.size(); done < due; done++) {
      try {
        endings.remove().run();
      } catch (RuntimeException bug) { // the others are to end all the same
        log.error("one could not be ended by the drain", bug);
      }
    }
    if (endings.isEmpty() && steps != null) {
      steps.cancel(false);
    }
  }

  private void stopClosing() {
    endings.clear();
    isClosing = false;
    if (steps != null) {
      steps.cancel(false);
      steps = null;
    }
  }

  /** It is over: all are welcome. */
  synchronized void end() {
    stopClosing();
    isOn = false;
    edge.welcomes(true, true);
  }
}
