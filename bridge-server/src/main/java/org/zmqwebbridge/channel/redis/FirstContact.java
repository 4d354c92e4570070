package org.zmqwebbridge.channel.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether Redis lets a store in: what an operator wants to know at the start. */
final class FirstContact {
  private FirstContact() {}

  /**
   * Opens a connection and ends it, in bounded time. One that does not come about may come later;
   * one that is refused will not.
   *
   * @throws IllegalStateException if Redis refuses it
   */
  static void with(CommandLine redis, RedisSettings settings) {
    try {
      Dialer.Commands first =
          redis
              .dial()
              .toCompletableFuture()
              .get(2L * settings.times().timeoutMillis(), TimeUnit.MILLISECONDS);
      first.connection().closeAsync();
    } catch (ExecutionException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof RedisCommandExecutionException) {
          throw new IllegalStateException(
              settings.server() + " does not let us in: " + cause.getMessage(), failed);
        }
      }
    } catch (TimeoutException notYet) {
      // it is connected to when it is there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
