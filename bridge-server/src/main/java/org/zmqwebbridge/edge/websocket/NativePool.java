package org.zmqwebbridge.edge.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Things that own memory outside the heap: as many as are used at once, lent to one thread at a
 * time, and ended with the pool.
 *
 * <p>Owner thread: none.
 *
 * @param <T> what is lent
 */
final class NativePool<T> implements AutoCloseable {
  private final Supplier<T> maker;
  private final Consumer<T> ender;
  private final Queue<T> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * @param maker makes another
   * @param ender frees what one owns
   */
  public NativePool(Supplier<T> maker, Consumer<T> ender) {
    this.maker = maker;
    this.ender = ender;
  }

  /** One for the caller alone, until {@link #giveBack}. */
  public T take() {
    T taken = idle.poll();
    return taken == null ? maker.get() : taken;
  }

  /** The caller has done with it. */
  public void giveBack(T taken) {
    idle.add(taken);
    if (closed) {
      close(); // the one that has closed it may not have seen this one
    }
  }

  @Override
  public void close() {
    closed = true;
    for (T next = idle.poll(); next != null; next = idle.poll()) {
      ender.accept(next);
    }
  }
}
