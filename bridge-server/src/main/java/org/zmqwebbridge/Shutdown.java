package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.zmq.ZmqLoops;

/**
 * How a bridge ends: what is under way may end first, pages are told to come back, and then all
 * that it has made goes, from the browsers' side to the services'.
 *
 * <p>Owner thread: that of the one that closes the bridge, which waits here.
 *
 * @param dialects all that the bridge speaks
 * @param management {@code null} if there is none
 * @param pools the threads that run hooks and look-ups
 * @param timer runs until all else has ended
 * @param drainMillis how long requests under way may take to end
 * @param shutdownMillis how long all of it may take
 * @param spreadsOverDrain whether connections end over all of the drain, however few they are
 */
record Shutdown(
    JettyEdge edge,
    List<Dialect> dialects,
    BridgeManagement management,
    ZmqLoops loops,
    List<ExecutorService> pools,
    ScheduledExecutorService timer,
    long drainMillis,
    long shutdownMillis,
    boolean spreadsOverDrain) {
  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);
  private static final long LEAST_MILLIS = 100;
  private static final long LOOK_MILLIS = 5;

  /** Ends what a start has begun; to be followed by {@link #release}. */
  void run(long end) {
    edge.stopAccepting();
    drain(end);
    each(dialects, "", Dialect::close, Math.max(LEAST_MILLIS, millisUntil(end) / 2));
    closeConnections(end);
  }

  /** A quarter of the time, at least, is for telling the pages. */
  private void drain(long end) {
    long most = millisUntil(end) - shutdownMillis / 4;
    String what = "what was under way in ";
    each(dialects, what, Dialect::drain, Math.min(drainMillis, most));
  }

  /** All begin at once, so that none takes anything new while another ends. */
  static void each(
      List<Dialect> dialects,
      String what,
      Function<Dialect, CompletionStage<Void>> step,
      long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Map<String, CompletableFuture<Void>> steps = new LinkedHashMap<>();
    for (Dialect dialect : dialects) {
      steps.put(what + dialect.name(), begin(dialect, step));
    }
    steps.forEach((name, done) -> await(name, () -> hasEnded(name, done, end)));
  }

  /** One that fails must not keep the others, and all that is to be let go, from their end. */
  private static CompletableFuture<Void> begin(
      Dialect dialect, Function<Dialect, CompletionStage<Void>> step) {
    try {
      return step.apply(dialect).toCompletableFuture();
    } catch (RuntimeException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  private static boolean hasEnded(String what, CompletableFuture<Void> done, long end)
      throws InterruptedException {
    try {
      done.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException stuck) {
      return false;
    } catch (ExecutionException bug) {
      log.error("{} failed to end", what, bug.getCause());
      return true;
    }
  }

  /**
   * A thousand a second, or more if there are many; where lifetimes are, spread over what is left
   * of the drain. The last quarter of the time is for the rest.
   */
  private void closeConnections(long end) {
    long left = Math.max(LEAST_MILLIS, millisUntil(end));
    int open = edge.openConnections() + edge.openStreams();
    int closed = edge.closeConnections(spreadMillis(left, open, drainLeft(end)), left * 3 / 4);
    log.info("closed {} of {} connections", closed, open);
    awaitNoConnections(end - TimeUnit.MILLISECONDS.toNanos(left / 4));
  }

  private long drainLeft(long end) {
    return spreadsOverDrain ? drainMillis - (shutdownMillis - millisUntil(end)) : 0;
  }

  /** With nobody there it is over at once. */
  static long spreadMillis(long left, int open, long drainLeft) {
    long thousandASecond = Math.min(left / 2, open);
    return open == 0 ? 0 : Math.max(thousandASecond, Math.min(left / 2, drainLeft));
  }

  private void awaitNoConnections(long end) {
    CountDownLatch gone = new CountDownLatch(1);
    Runnable look =
        () -> {
          if (edge.connections() == 0) {
            gone.countDown();
          }
        };
    Future<?> looking = timer.scheduleWithFixedDelay(look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    await(
        "the connections",
        () -> gone.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
    looking.cancel(false);
  }

  /** Lets go of all threads, sockets and ports. */
  void release(long end) {
    if (management != null) {
      management.close();
    }
    edge.close();
    if (!loops.stop(Math.max(LEAST_MILLIS, millisUntil(end)))) {
      log.warn("ZeroMQ did not stop in time; its threads are left to end with the process");
    }
    pools.forEach(ExecutorService::shutdownNow);
    timer.shutdownNow();
    pools.forEach(pool -> awaitThreads(pool, end));
    awaitThreads(timer, end);
  }

  private static void awaitThreads(ExecutorService pool, long end) {
    long millis = Math.max(LEAST_MILLIS, millisUntil(end));
    await("a thread", () -> pool.awaitTermination(millis, TimeUnit.MILLISECONDS));
  }

  private interface Wait {
    boolean run() throws InterruptedException;
  }

  private static void await(String what, Wait wait) {
    try {
      if (!wait.run()) {
        log.warn("{} did not end in time", what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long millisUntil(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }
}
