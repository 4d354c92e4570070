package org.zmqwebbridge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What a bridge goes by now, and how it comes to go by another configuration: one reload after the
 * other, each with its report.
 *
 * <p>Owner thread: the one that reloads, who holds a lock for it; all else is for any thread.
 * Lifetime: the bridge's.
 */
final class Reloads {
  /** Operators know these lines by that name. */
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);

  private final Optional<ReloadSource> source;
  private final BridgeReload steps;
  private final ExecutorService thread;
  private final BooleanSupplier running;
  private final Counters counters;
  private final Object reloading = new Object(); // held by anyone who reloads
  private volatile BridgeConfig config;
  private volatile long loadedSeconds;

  /**
   * @param config what the bridge begins with
   * @param source where to read again; empty: nowhere
   * @param thread reads files, which may take long
   * @param running whether the bridge runs
   */
  Reloads(
      BridgeConfig config,
      Optional<ReloadSource> source,
      BridgeReload steps,
      ExecutorService thread,
      BooleanSupplier running,
      Counters counters) {
    this.config = config;
    this.source = source;
    this.steps = steps;
    this.thread = thread;
    this.running = running;
    this.counters = counters;
    this.loadedSeconds = now();
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
  }

  /** What the bridge goes by. */
  BridgeConfig config() {
    return config;
  }

  /** Since when it does, in seconds since 1970. */
  long loadedSeconds() {
    return loadedSeconds;
  }

  /** Whether there is anywhere to read again. */
  boolean hasSource() {
    return source.isPresent();
  }

  /**
   * Reads again.
   *
   * @throws IllegalStateException if there is nowhere to
   */
  ReloadReport reload() {
    return reload(
        source.orElseThrow(
            () ->
                new IllegalStateException("nothing to reload from; say BridgeBuilder.reloadFrom")));
  }

  /** Goes by this; waits for another reload that is under way. */
  ReloadReport reload(BridgeBuilder wanted) {
    return reload((ReloadSource) () -> wanted);
  }

  private ReloadReport reload(ReloadSource from) {
    synchronized (reloading) {
      ReloadReport report = tryReload(from).with(from.remark());
      if (report.isDone()) {
        report = report.withChanged(from.applied());
        counters.increment(Counter.RELOADS);
        loadedSeconds = now();
        log.info("{}", report);
      } else {
        counters.increment(Counter.RELOADS_FAILED);
        log.error("{}", report);
      }
      return report;
    }
  }

  private ReloadReport tryReload(ReloadSource from) {
    try {
      if (!running.getAsBoolean()) {
        return ReloadReport.failed("the bridge does not run");
      }
      BridgeConfig next = from.read().config();
      ReloadReport report = steps.apply(config, next);
      List<String> known = config.warnings();
      config = config.reloaded(next);
      config.warnings().stream().filter(line -> !known.contains(line)).forEach(log::warn);
      return report;
    } catch (ConfigException | IllegalArgumentException | IllegalStateException wrong) {
      log.debug("a reload failed", wrong);
      return ReloadReport.failed(wrong.getMessage());
    } catch (RuntimeException bug) { // the one that waits for the report has one
      log.error("a reload failed", bug);
      return ReloadReport.failed(bug.toString());
    }
  }

  /** The same as {@link #reload()}, on a thread for it. */
  CompletionStage<ReloadReport> reloadSoon() {
    try {
      return CompletableFuture.supplyAsync(this::reload, thread);
    } catch (RejectedExecutionException busy) {
      return CompletableFuture.completedFuture(
          ReloadReport.failed("too many reloads wait already, or the bridge stops"));
    }
  }

  /** Reloads if the files have changed; on the thread for it, or later if that has enough to do. */
  void look() {
    try {
      thread.execute(
          () -> {
            synchronized (reloading) {
              if (source.orElseThrow().hasSettledAnew()) {
                log.info("the files of the configuration have changed");
                ReloadReport unused = reload();
              }
            }
          });
    } catch (RejectedExecutionException busy) {
      log.debug("no look at the files: reloads wait already", busy);
    }
  }
}
