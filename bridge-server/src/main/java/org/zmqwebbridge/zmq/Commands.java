package org.zmqwebbridge.zmq;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jctools.queues.MpscArrayQueue;

/**
 * What other threads want a loop to do, in the order of their calls: a bounded queue, and one for
 * what must not be refused.
 *
 * <p>Owner thread: any may add; the loop's takes out.
 */
final class Commands {
  private final int limit;
  private final Queue<Runnable> offered;
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();

  /**
   * @param limit how many may wait in the bounded queue
   */
  Commands(int limit) {
    this.limit = limit;
    this.offered = new MpscArrayQueue<>(limit);
  }

  /** Adds one; false if too many wait. */
  boolean offer(Runnable command) {
    return offered.offer(command);
  }

  /** Adds one in any case. */
  void post(Runnable command) {
    posted.add(command);
  }

  /** How many wait in the bounded queue. */
  int offered() {
    return offered.size();
  }

  boolean isEmpty() {
    return offered.isEmpty() && posted.isEmpty();
  }

  /** Hands some of each queue to {@code taker}; whether there were any. */
  boolean takeSome(int most, Consumer<Runnable> taker) {
    boolean some = take(offered, most, taker);
    return take(posted, most, taker) || some;
  }

  /** Hands what was offered so far to {@code taker}. */
  void takeOffered(Consumer<Runnable> taker) {
    take(offered, limit, taker);
  }

  private static boolean take(Queue<Runnable> queue, int most, Consumer<Runnable> taker) {
    for (int i = 0; i < most; i++) {
      Runnable command = queue.poll();
      if (command == null) {
        return i > 0;
      }
      taker.accept(command);
    }
    return true;
  }
}
