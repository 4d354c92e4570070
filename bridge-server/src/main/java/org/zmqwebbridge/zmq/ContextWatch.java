package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Notices that one of JeroMQ's threads has died, or does not turn any more, and puts a new context
 * in the place of its context: anyone who has a socket there opens another one.
 *
 * <p>Only time in which the loop turns counts: after the whole process was stopped for a while, a
 * thread has the chance to answer first.
 *
 * <p>Owner thread: the loop's.
 */
final class ContextWatch {
  private static final Logger log = LoggerFactory.getLogger(ContextWatch.class);
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ZmqContexts contexts;
  private final List<ZmqSocket> sockets;
  private final long stuckNanos;
  private final Counters counters;
  private boolean begun;
  private long lastLook;

  /**
   * @param sockets all that are open; the loop's own list
   * @param stuckMillis after which a thread that does not answer is given up
   */
  ContextWatch(ZmqContexts contexts, List<ZmqSocket> sockets, long stuckMillis, Counters counters) {
    this.contexts = contexts;
    this.sockets = sockets;
    this.stuckNanos = TimeUnit.MILLISECONDS.toNanos(stuckMillis);
    this.counters = counters;
  }

  /** To be called about ten times a second. */
  void look(long now) {
    if (begun && now - lastLook < PERIOD_NANOS) {
      return;
    }
    long elapsed = begun ? Math.min(now - lastLook, 2 * PERIOD_NANOS) : 0;
    begun = true;
    lastLook = now;
    for (ZmqContext context : contexts.all()) {
      long silent = context.ask(elapsed);
      Optional<Throwable> failure = context.failure();
      if (failure.isPresent()) {
        replace(context, "one of its threads died", failure.get());
      } else if (silent >= stuckNanos) {
        replace(context, "one of its threads does not turn and is left behind", stack(context));
      }
    }
  }

  /**
   * What a thread is at that does not answer. If that is an endless loop, only a restart ends it.
   */
  private static Throwable stack(ZmqContext context) {
    Throwable stack = new Throwable("not thrown; this is where it was");
    context.silent().ifPresent(thread -> stack.setStackTrace(thread.getStackTrace()));
    return stack;
  }

  private void replace(ZmqContext lost, String why, Throwable failure) {
    long outcomes = outcomes();
    counters.increment(Counter.IO_THREADS_LOST);
    contexts.renew(lost);
    int reopened = 0;
    List<ZmqSocket> open = List.copyOf(sockets);
    for (int i = open.size() - 1; i >= 0; i--) { // see OpenSockets.close
      ZmqSocket socket = open.get(i);
      if (socket.context() == lost) {
        socket.leaveContext();
        reopened++;
      }
    }
    contexts.discard(lost);
    counters.increment(Counter.CONTEXTS_REBUILT);
    log.error(
        "ZeroMQ context {} was rebuilt: {} sockets opened again, {} requests ended with an error;"
            + " {}",
        lost,
        reopened,
        outcomes() - outcomes,
        why,
        failure);
  }

  private long outcomes() {
    return counters.value(Counter.REQUESTS_GATEWAY_LOST) + counters.value(Counter.ASKS_LOST);
  }
}
