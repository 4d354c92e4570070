package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

/**
 * Takes lines without ever waiting for their reader: one thread writes, and what does not fit into
 * its bounded queue is dropped, counted, and told when writing works again.
 *
 * <p>Owner thread: any may write; the queue has a lock that is never held while bytes are written.
 * Lifetime: the process's.
 */
final class LogStream extends OutputStream {
  /** What may wait, in bytes. */
  static final int MAX_QUEUED_BYTES = 1 << 20;

  private static final int MAX_LINE_BYTES = 1 << 18;

  private final OutputStream target;
  private final LongFunction<byte[]> notice;
  private final LongAdder dropped = new LongAdder();
  private Runnable onDropped = () -> {};
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private byte[] line = new byte[256];
  private int lineBytes;
  private int queuedBytes;
  private long untold;
  private boolean writing;

  private LogStream(OutputStream target, LongFunction<byte[]> notice) {
    this.target = target;
    this.notice = notice;
  }

  /**
   * Starts its thread, a daemon.
   *
   * @param target may block for as long as it likes
   * @param notice the line that says how many lines were dropped
   */
  static LogStream start(OutputStream target, String threadName, LongFunction<byte[]> notice) {
    LogStream stream = new LogStream(target, notice);
    Thread writer = new Thread(stream::writeAll, threadName);
    writer.setDaemon(true);
    writer.start();
    return stream;
  }

  /** For those that print. */
  PrintStream printStream() {
    return new PrintStream(this, true, UTF_8);
  }

  /** How many lines were dropped so far. */
  long droppedLines() {
    return dropped.sum();
  }

  /** Has each dropped line told to somebody, who must not wait; those dropped before too. */
  synchronized void countTo(Runnable counter) {
    onDropped = counter;
    for (long i = dropped.sum(); i > 0; i--) {
      counter.run();
    }
  }

  private synchronized void drop() {
    dropped.increment();
    onDropped.run();
  }

  @Override
  public synchronized void write(int b) {
    append((byte) b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      append(bytes[i]);
    }
  }

  private void append(byte b) {
    if (lineBytes == line.length) {
      line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, 2 * line.length));
    }
    line[lineBytes++] = b;
    if (b == '\n' || lineBytes == MAX_LINE_BYTES) {
      offer(Arrays.copyOf(line, lineBytes));
      lineBytes = 0;
    }
  }

  private void offer(byte[] whole) {
    if (queuedBytes + whole.length > MAX_QUEUED_BYTES) {
      drop();
      untold++;
      return;
    }
    queue.add(whole);
    queuedBytes += whole.length;
    notifyAll();
  }

  private void writeAll() {
    try {
      while (true) {
        byte[] next = take();
        try {
          target.write(next);
          target.flush();
        } catch (IOException gone) { // nobody will ever read it
          drop();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a line; that lines were dropped is told after those that waited before them. */
  private synchronized byte[] take() throws InterruptedException {
    writing = false;
    notifyAll();
    while (queue.isEmpty() && untold == 0) {
      wait();
    }
    writing = true;
    byte[] next = queue.poll();
    if (next != null) {
      queuedBytes -= next.length;
      return next;
    }
    byte[] told = notice.apply(untold);
    untold = 0;
    return told;
  }

  /** Waits until all is written, but not longer than that. */
  synchronized boolean drain(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (writing || !queue.isEmpty() || untold > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
