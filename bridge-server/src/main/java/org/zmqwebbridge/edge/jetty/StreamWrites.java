package org.zmqwebbridge.edge.jetty;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * What is written on one stream of HTTP/2, one thing after the other: Jetty takes no second before
 * it has written the first.
 *
 * <p>Owner thread: none; its lock is held for what waits.
 */
final class StreamWrites {
  /** What is written, and who hears that it has been. */
  private record Write(Consumer<Callback> frames, Callback done) {}

  private final Queue<Write> waiting = new ArrayDeque<>(2);
  private final Consumer<Throwable> onFailed;
  private boolean isWriting;
  private volatile long since; // 0: nothing is being written

  /**
   * @param onFailed hears, perhaps more than once, that nothing can be written any more
   */
  StreamWrites(Consumer<Throwable> onFailed) {
    this.onFailed = onFailed;
  }

  /**
   * Writes these after all before.
   *
   * @param frames writes them
   * @param done is called when that has been done; must not block
   */
  void add(Consumer<Callback> frames, Callback done) {
    synchronized (waiting) {
      waiting.add(new Write(frames, done));
      if (isWriting) {
        return;
      }
      isWriting = true;
    }
    next();
  }

  private void next() {
    Write write;
    synchronized (waiting) {
      write = waiting.poll();
      isWriting = write != null;
      since = isWriting ? System.nanoTime() | 1 : 0;
    }
    if (write != null) {
      write.frames().accept(callback(write));
    }
  }

  private Callback callback(Write write) {
    return Callback.from(
        InvocationType.NON_BLOCKING,
        () -> {
          write.done().succeeded();
          next();
        },
        cause -> fail(write, cause));
  }

  private void fail(Write first, Throwable cause) {
    for (Write write = first; write != null; write = poll()) {
      write.done().failed(cause);
    }
    onFailed.accept(cause);
  }

  private Write poll() {
    synchronized (waiting) {
      return waiting.poll();
    }
  }

  /** How many wait, besides the one that is being written. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** Whether one has not been taken for so long. */
  boolean isStalled(long now, long millis) {
    long begun = since;
    return begun != 0 && now - begun >= TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
