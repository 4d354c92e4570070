package org.zmqwebbridge.grip.zhttp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.zmqwebbridge.origin.OriginFailure.Kind;

/**
 * Requests that wait for a worker which takes them: so many, and so long.
 *
 * <p>Owner thread: the loop's. Lifetime: its origin's.
 *
 * @param <C> what waits
 */
final class WaitingCalls<C extends WorkerCall> {
  /** One of them, and since when. */
  private record Entry<C>(C call, long since) {}

  private final ZhttpLimits limits;
  private final Predicate<C> send;
  private final Deque<Entry<C>> waiting = new ArrayDeque<>();
  private volatile int size; // for any thread

  /**
   * @param send gives one to a worker; false: none takes anything
   */
  WaitingCalls(ZhttpLimits limits, Predicate<C> send) {
    this.limits = limits;
    this.send = send;
  }

  /** One more. */
  void add(C call, long now) {
    if (waiting.size() >= limits.maxWaiting()) {
      call.fail(Kind.BUSY, "too many requests wait for a worker");
      return;
    }
    waiting.add(new Entry<>(call, now));
    sendOn();
  }

  /** Gives as many to workers as they take. */
  void sendOn() {
    while (!waiting.isEmpty() && send.test(waiting.peek().call())) {
      waiting.remove();
    }
    size = waiting.size();
  }

  /** How many wait; for any thread. */
  int size() {
    return size;
  }

  /** It is not wanted any more; whether it was here. */
  boolean remove(C call) {
    boolean wasHere = waiting.removeIf(entry -> entry.call() == call);
    size = waiting.size();
    return wasHere;
  }

  /** Those that have waited for too long are told. */
  void onTick(long now) {
    sendOn();
    long most = TimeUnit.MILLISECONDS.toNanos(limits.unreachableMillis());
    while (!waiting.isEmpty() && now - waiting.peek().since() >= most) {
      waiting
          .remove()
          .call()
          .fail(Kind.UNREACHABLE, "no worker is connected, or none takes anything");
    }
    size = waiting.size();
  }

  /** All of them end. */
  void close() {
    while (!waiting.isEmpty()) {
      waiting.remove().call().fail(Kind.ABORTED, "the bridge stops");
    }
  }
}
