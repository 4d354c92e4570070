package org.zmqwebbridge.zmq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Who wants to be called about ten times a second, with the time.
 *
 * <p>Owner thread: the loop's.
 */
final class Tickers {
  static final long TICK_MILLIS = 100;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

  private final List<LongConsumer> tickers = new ArrayList<>();
  private long nextTick;

  /**
   * @param now when the first tick is due
   */
  Tickers(long now) {
    this.nextTick = now;
  }

  void add(LongConsumer ticker) {
    tickers.add(ticker);
  }

  void remove(LongConsumer ticker) {
    tickers.remove(ticker);
  }

  /** Calls all, if it is time; {@code guard} runs each call, and bears what it throws. */
  void tick(long now, Consumer<Runnable> guard) {
    if (now - nextTick < 0) {
      return;
    }
    nextTick = now + TICK_NANOS;
    for (LongConsumer ticker : List.copyOf(tickers)) {
      guard.accept(() -> ticker.accept(now));
    }
  }
}
