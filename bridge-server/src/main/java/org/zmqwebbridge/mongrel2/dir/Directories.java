package org.zmqwebbridge.mongrel2.dir;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What all directories of a process share: memory, open files, and the threads that read.
 *
 * <p>Owner thread: none. Lifetime: the process's; the executor is its maker's.
 */
public final class Directories {
  private static final long MILLIS = 1000;

  private final DirLimits limits;
  private final Executor readers;
  private final LongSupplier clock;
  private final Counters counters;
  private final FileCache cache;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param readers whose threads may block; what it rejects is answered with 503
   * @param clock milliseconds since 1970
   */
  public Directories(DirLimits limits, Executor readers, LongSupplier clock, Counters counters) {
    this.limits = limits;
    this.readers = readers;
    this.clock = clock;
    this.counters = counters;
    this.cache = new FileCache(limits.maxCachedBytes(), limits.maxCachedFiles());
  }

  /** A directory. */
  public DirTarget target(DirConfig config) {
    return new DirTarget(config, this);
  }

  /** Of the files that are kept in memory. */
  public long cachedBytes() {
    return cache.bytes();
  }

  /** How many files are being read for clients. */
  public int openFiles() {
    return open.get();
  }

  DirLimits limits() {
    return limits;
  }

  FileCache cache() {
    return cache;
  }

  /** Seconds since 1970. */
  long second() {
    return Math.floorDiv(clock.getAsLong(), MILLIS);
  }

  /** Has something done that may block; false: too much is under way. */
  boolean read(Runnable task) {
    try {
      readers.execute(task);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Whether one more file may be open; who has been told so says {@link #leave} once. */
  boolean enter() {
    if (open.incrementAndGet() <= limits.maxOpenFiles()) {
      return true;
    }
    open.decrementAndGet();
    return false;
  }

  void leave() {
    open.decrementAndGet();
  }

  void countRefused() {
    counters.increment(Counter.MONGREL2_FILES_REFUSED);
  }
}
