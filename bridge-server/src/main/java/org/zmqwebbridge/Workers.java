package org.zmqwebbridge;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one bridge that are neither the edge's nor ZeroMQ's: its timer, and those that may
 * wait for somebody. All are made on demand; what finds a queue full is refused.
 *
 * @param timer for what is short
 * @param hooks ask anyone who decides
 * @param resolvers look up names of services
 * @param reloads read the configuration's files
 * @param channels deliver what is published in channels
 * @param files read and write what may block
 */
record Workers(
    ScheduledThreadPoolExecutor timer,
    ThreadPoolExecutor hooks,
    ThreadPoolExecutor resolvers,
    ThreadPoolExecutor reloads,
    ThreadPoolExecutor channels,
    ThreadPoolExecutor files) {
  private static final int HOOK_THREADS = 32;
  private static final int MAX_WAITING_HOOKS = 65_536;
  private static final int RESOLVER_THREADS = 4;
  private static final int MAX_WAITING_LOOK_UPS = 1024;
  private static final int MAX_WAITING_RELOADS = 16;
  private static final int FILE_THREADS = 4;
  private static final int CHANNEL_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  static Workers create() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("zwb-timer"));
    timer.setRemoveOnCancelPolicy(true);
    return new Workers(
        timer,
        pool("zwb-hook", HOOK_THREADS, MAX_WAITING_HOOKS),
        pool("zwb-resolver", RESOLVER_THREADS, MAX_WAITING_LOOK_UPS),
        pool("zwb-reload", 1, MAX_WAITING_RELOADS),
        pool("zwb-channel", CHANNEL_THREADS, Integer.MAX_VALUE), // each channel waits once
        pool("zwb-file", FILE_THREADS, Integer.MAX_VALUE)); // each connection waits once
  }

  private static ThreadPoolExecutor pool(String name, int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** All but the timer, which runs until these have ended. */
  List<ExecutorService> pools() {
    return List.of(hooks, resolvers, reloads, channels, files);
  }
}
