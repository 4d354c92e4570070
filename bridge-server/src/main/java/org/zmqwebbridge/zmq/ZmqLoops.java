package org.zmqwebbridge.zmq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.zmqwebbridge.observe.Counters;

/**
 * The loops of one bridge, each with contexts of its own, so that one loop's load and troubles are
 * not the others'.
 *
 * <p>Owner thread: the bridge's. Lifetime: from {@link #start} until {@link #stop}.
 */
public final class ZmqLoops {
  private final List<ZmqLoop> loops = new ArrayList<>();
  private final List<ZmqContexts> contexts = new ArrayList<>();
  private boolean started;

  /**
   * @param count how many; at least one
   * @param spinTurns how many turns with nothing to do a loop makes before it sleeps
   * @param nanoClock what {@link System#nanoTime} is in production
   */
  public ZmqLoops(int count, int spinTurns, LongSupplier nanoClock, Counters counters) {
    for (int i = 1; i <= count; i++) {
      ZmqContexts ofLoop = new ZmqContexts();
      contexts.add(ofLoop);
      loops.add(new ZmqLoop("zwb-zmq-" + i, ofLoop, spinTurns, nanoClock, counters));
    }
  }

  /** All of them, in a fixed order. */
  public List<ZmqLoop> all() {
    return List.copyOf(loops);
  }

  /** How many commands of browsers wait for any of them. */
  public int waitingCommands() {
    return loops.stream().mapToInt(ZmqLoop::waitingCommands).sum();
  }

  /** Starts their threads. */
  public void start() {
    started = true;
    loops.forEach(ZmqLoop::start);
  }

  /**
   * Stops them and closes their contexts.
   *
   * @return false if one was still running after {@code millis}; its contexts are left open
   */
  public boolean stop(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean stopped = true;
    for (int i = 0; i < loops.size(); i++) {
      boolean ended = !started || loops.get(i).stop(millisUntil(end));
      stopped &= ended && contexts.get(i).close(millisUntil(end));
    }
    return stopped;
  }

  private static long millisUntil(long end) {
    return Math.max(100, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }
}
