package org.zmqwebbridge.channel.redis;

import com.google.common.base.Throwables;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * A connection to Redis that is opened again whenever it is lost, or given up.
 *
 * <p>Owner thread: none; one small lock, and nothing is called with it.
 *
 * @param <C> what is opened
 */
abstract class Line<C> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Line.class);
  private static final int FIRST_PAUSE_MILLIS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 500;

  private final String name;
  private final ScheduledExecutorService timer;
  private final Counters counters;

  private final CompletableFuture<Void> tried = new CompletableFuture<>();
  private volatile C open; // null: there is none
  private boolean dialing;
  private boolean closed;
  private int pauseMillis = FIRST_PAUSE_MILLIS;

  /**
   * @param name for the operator
   */
  Line(String name, ScheduledExecutorService timer, Counters counters) {
    this.name = name;
    this.timer = timer;
    this.counters = counters;
  }

  /** Opens one. */
  abstract CompletionStage<C> dial();

  /** What it is, for Lettuce. */
  abstract StatefulConnection<byte[], byte[]> connection(C one);

  /** There is a new one. */
  void onOpen(C one) {}

  /** The one that there is; {@code null}: none. */
  final C open() {
    return open;
  }

  /** Ends with the first attempt to connect, as that did. */
  final CompletableFuture<Void> tried() {
    return tried;
  }

  /** Opens one, if there is none. */
  final void connect() {
    synchronized (this) {
      if (dialing || closed || open != null) {
        return;
      }
      dialing = true;
    }
    CompletionStage<C> dialed;
    try {
      dialed = dial();
    } catch (RuntimeException refused) {
      onFailure(refused);
      return;
    }
    CompletionStage<Object> unused =
        dialed.handle(
            (one, failure) -> {
              if (failure == null) {
                onSuccess(one);
              } else {
                onFailure(failure);
              }
              return null;
            });
  }

  private void onSuccess(C one) {
    boolean late;
    synchronized (this) {
      dialing = false;
      late = closed;
      pauseMillis = FIRST_PAUSE_MILLIS;
      open = late ? null : one;
    }
    if (late) {
      end(one);
      return;
    }
    connection(one)
        .addListener(
            new RedisConnectionStateListener() {
              @Override
              public void onRedisDisconnected(RedisChannelHandler<?, ?> ended) {
                lose(one, "it was ended");
              }

              @Override
              public void onRedisExceptionCaught(
                  RedisChannelHandler<?, ?> broken, Throwable cause) {
                lose(one, cause.toString());
              }
            });
    if (connection(one).isOpen()) {
      log.info("connected to Redis, to {}", name);
      onOpen(one);
      tried.complete(null);
    } else {
      lose(one, "it was ended at once");
    }
  }

  private void onFailure(Throwable failure) {
    int pause;
    boolean first;
    synchronized (this) {
      dialing = false;
      first = pauseMillis == FIRST_PAUSE_MILLIS;
      pause = pauseMillis;
      pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
    }
    tried.completeExceptionally(failure);
    if (first) {
      Throwable cause = Throwables.getRootCause(failure);
      counters.line(
          LineKind.STORE_FAILED,
          more -> log.warn("cannot connect to Redis, to {}: {}{}", name, cause, more));
    }
    later(pause);
  }

  private void later(int millis) {
    try {
      Future<?> unused = timer.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      // nobody needs it any more
    }
  }

  /** Gives one up, unless that has been done, and opens another. */
  final void lose(C one, String why) {
    synchronized (this) {
      if (open != one) {
        return;
      }
      open = null;
      if (closed) {
        return;
      }
    }
    counters.increment(Counter.REDIS_CONNECTIONS_LOST);
    counters.line(
        LineKind.STORE_FAILED,
        more -> log.warn("the connection to Redis, to {}, is lost: {}{}", name, why, more));
    end(one);
    later(FIRST_PAUSE_MILLIS);
  }

  private void end(C one) {
    CompletionStage<Void> unused = connection(one).closeAsync();
  }

  /** Opens no more; the one that there is ends with its client. */
  @Override
  public synchronized void close() {
    closed = true;
    open = null;
  }
}
