package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * JeroMQ's contexts, one per trust class, so that a peer that breaks an I/O thread behind a bound
 * address does not take the back ends' sockets with it.
 *
 * <p>Owner thread: any; a context is thread-safe. Lifetime: closed after the loops that use it.
 */
public final class ZmqContexts {
  private static final Logger log = LoggerFactory.getLogger(ZmqContexts.class);
  private static final int MAX_SOCKETS = 4096;

  private final ZMQ.Context backEnds = context();
  private final ZMQ.Context bound = context();

  private static ZMQ.Context context() {
    ZMQ.Context context = ZMQ.context(1);
    context.setMaxSockets(MAX_SOCKETS);
    context.setUncaughtExceptionHandler(
        (thread, failure) -> log.error("JeroMQ's thread {} died", thread.getName(), failure));
    context.setNotificationExceptionHandler(
        (thread, failure) ->
            log.error("JeroMQ's thread {} caught an exception", thread.getName(), failure));
    return context;
  }

  /** The context that a socket of this kind lives in. */
  ZMQ.Context of(SocketOptions.Kind kind) {
    return kind == SocketOptions.Kind.ROUTER ? bound : backEnds;
  }

  /** Gives the back ends' I/O thread something new to watch, and takes it away again. */
  void stirBackEnds() {
    ZMQ.Socket brief = backEnds.socket(SocketType.PULL);
    brief.bind("tcp://127.0.0.1:*");
    brief.close();
  }

  /** The context of the sockets that connect to back ends; for {@code inproc} services. */
  public ZMQ.Context backEnds() {
    return backEnds;
  }

  /**
   * Terminates both. A dead I/O thread makes JeroMQ's termination hang, so it happens on daemon
   * threads with a deadline.
   *
   * @return false if one had not ended after {@code millis}
   */
  public boolean close(long millis) {
    List<Thread> closers =
        List.of(closer("zwb-close-backends", backEnds), closer("zwb-close-bound", bound));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean closed = true;
    for (Thread closer : closers) {
      closed &= joined(closer, end);
    }
    return closed;
  }

  private static Thread closer(String name, ZMQ.Context context) {
    Thread closer = new Thread(context::term, name);
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
