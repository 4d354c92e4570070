package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ;
import org.zmqwebbridge.observe.Counters;

/**
 * The contexts of one loop, one per trust class, so that a peer that breaks an I/O thread behind a
 * bound address does not take the back ends' sockets with it.
 *
 * <p>Owner thread: the loop's; {@link #close} is called after it has ended.
 */
public final class ZmqContexts {
  private final Counters counters;
  private volatile ZmqContext backEnds;
  private volatile ZmqContext bound;

  public ZmqContexts(Counters counters) {
    this.counters = counters;
    this.backEnds = new ZmqContext("backends", counters);
    this.bound = new ZmqContext("bound", counters);
  }

  /** The context that such a socket lives in. */
  ZmqContext of(Direction direction) {
    return direction == Direction.BIND ? bound : backEnds;
  }

  /** Those that are in use. */
  List<ZmqContext> all() {
    return List.of(backEnds, bound);
  }

  /** Makes the back ends' I/O thread look at all its channels again. */
  void stirBackEnds() {
    backEnds.stir();
  }

  /** The context of the sockets that connect to back ends; for {@code inproc} services. */
  public ZMQ.Context backEnds() {
    return backEnds.raw();
  }

  /** Puts a new context in the place of one whose threads are no longer any good. */
  void renew(ZmqContext lost) {
    if (lost == backEnds) {
      backEnds = new ZmqContext(lost.toString(), counters);
    } else {
      bound = new ZmqContext(lost.toString(), counters);
    }
  }

  /** Ends a context that was renewed, as far as it can be ended, on a thread of its own. */
  void discard(ZmqContext lost) {
    closer(lost, lost::abandon);
  }

  /**
   * Terminates both. A dead I/O thread makes JeroMQ's termination hang, so it happens on daemon
   * threads with a deadline.
   *
   * @return false if one had not ended after {@code millis}
   */
  public boolean close(long millis) {
    List<Thread> closers = all().stream().map(context -> closer(context, context::close)).toList();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean closed = true;
    for (Thread closer : closers) {
      closed &= joined(closer, end);
    }
    return closed;
  }

  private static Thread closer(ZmqContext context, Runnable end) {
    Thread closer = new Thread(end, "zwb-close-" + context);
    closer.setDaemon(true);
    closer.start();
    return closer;
  }

  private static boolean joined(Thread closer, long end) {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    try {
      closer.join(Math.max(1, left));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !closer.isAlive();
  }
}
