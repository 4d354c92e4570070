package org.zmqwebbridge.rpc;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run functions. One whose function does not return in time is given up and
 * replaced, so that no function can stop the others; how many may be given up is limited.
 *
 * <p>Owner thread: {@link #offer} and {@link #overdue} belong to the server's socket thread.
 * Lifetime: until {@link #close}.
 */
final class HandlerPool {
  private static final Logger log = LoggerFactory.getLogger(HandlerPool.class);

  private final String name;
  private final int maxStuck;
  private final Consumer<Job> handler;
  private final BlockingQueue<Job> queue;
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger stuck = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private volatile boolean closed;

  HandlerPool(String name, RpcLimits limits, Consumer<Job> handler) {
    this.name = name;
    this.maxStuck = limits.maxStuck();
    this.handler = handler;
    this.queue = new LinkedBlockingQueue<>(limits.maxWaiting());
    for (int i = 0; i < limits.workers(); i++) {
      startWorker();
    }
  }

  private void startWorker() {
    Worker worker = new Worker();
    workers.add(worker);
    worker.thread.start();
  }

  /** Queues a job; false if as many wait as may. */
  boolean offer(Job job) {
    return queue.offer(job);
  }

  /** Gives up on a job that was answered because its time was over. */
  void overdue(Job job) {
    Worker worker = job.worker;
    if (worker == null) {
      queue.remove(job);
    } else {
      worker.giveUp(job);
    }
  }

  /** Interrupts what runs and waits for it, at most {@code millis} in all. */
  void close(long millis) {
    closed = true;
    queue.clear();
    long end = System.nanoTime() + millis * 1_000_000;
    workers.forEach(worker -> worker.thread.interrupt());
    for (Worker worker : workers) {
      join(worker.thread, Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
  }

  private static void join(Thread thread, long millis) {
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (thread.isAlive()) {
      log.warn("{} runs a function that does not return", thread.getName());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes jobs from the queue.
   *
   * <p>Owner thread: its own; {@code current} and {@code replaced} are guarded by the object. It
   * owns no socket, so it may be interrupted.
   */
  final class Worker {
    private final Thread thread = new Thread(this::run, name + "-" + started.incrementAndGet());
    private Job current;
    private boolean replaced;

    private Worker() {
      thread.setDaemon(true);
    }

    private void run() {
      while (!closed) {
        try {
          if (!perform(queue.take())) {
            break;
          }
        } catch (InterruptedException closing) {
          // The condition says whether it is: a function may have interrupted its own thread.
        }
      }
      workers.remove(this);
    }

    private boolean perform(Job job) {
      begin(job);
      try {
        if (!job.isAnswered()) {
          handler.accept(job);
        }
      } finally {
        end();
      }
      synchronized (this) {
        return !replaced;
      }
    }

    private synchronized void begin(Job job) {
      current = job;
      job.worker = this;
    }

    private synchronized void end() {
      current = null;
      Thread.interrupted(); // what giveUp did must not reach the next job
      if (replaced) {
        stuck.decrementAndGet();
      }
    }

    private synchronized void giveUp(Job job) {
      if (current != job) {
        return;
      }
      thread.interrupt();
      if (!replaced && stuck.get() < maxStuck) {
        replaced = true;
        stuck.incrementAndGet();
        startWorker();
      } else {
        log.warn("{} functions have not returned; no thread replaces {}", stuck, thread.getName());
      }
    }
  }
}
